namespace Autograd;

public partial class Tensor
{
    /// <summary>x / (1 + |x|). Floating result. Gradient: grad / (1 + |x|)².</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Softsign() => this / (Abs() + 1);
}
