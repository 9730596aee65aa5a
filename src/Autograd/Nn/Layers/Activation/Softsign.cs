namespace Autograd.Nn;

/// <summary>x / (1 + |x|) of each element: see <see cref="Tensor.Softsign"/>.</summary>
public sealed class Softsign : Module<Tensor, Tensor>
{
    /// <summary>Any shape.</summary>
    protected override Tensor Forward(Tensor input) => input.Softsign();
}
