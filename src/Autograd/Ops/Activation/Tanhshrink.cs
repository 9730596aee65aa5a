namespace Autograd;

public partial class Tensor
{
    /// <summary>x − tanh x. Floating result. Gradient: grad · tanh² x.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Tanhshrink() => this - Tanh();
}
