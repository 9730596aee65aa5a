namespace Autograd.Nn;

/// <summary>1 / (1 + e⁻ˣ) of each element: see <see cref="Tensor.Sigmoid()"/>.</summary>
public sealed class Sigmoid : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Sigmoid)).Sigmoid();
}
