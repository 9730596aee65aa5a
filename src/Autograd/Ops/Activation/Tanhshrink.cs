namespace Autograd;

public partial class Tensor
{
    /// <summary>x − tanh x. Floating result. Gradient: grad · tanh² x.</summary>
    public Tensor Tanhshrink() => this - Tanh();
}
