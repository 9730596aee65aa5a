namespace Autograd.Nn;

/// <summary>x · σ(x) of each element: see <see cref="Tensor.Silu"/>.</summary>
public sealed class Silu : Module<Tensor, Tensor>
{
    /// <summary>Any shape.</summary>
    protected override Tensor Forward(Tensor input) => input.Silu();
}
