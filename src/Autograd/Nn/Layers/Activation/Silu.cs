namespace Autograd.Nn;

/// <summary>x · σ(x) of each element: see <see cref="Tensor.Silu"/>.</summary>
public sealed class Silu : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Silu)).Silu();
}
