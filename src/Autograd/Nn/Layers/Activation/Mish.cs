namespace Autograd.Nn;

/// <summary>x · tanh(ln(1 + eˣ)) of each element: see <see cref="Tensor.Mish"/>.</summary>
public sealed class Mish : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Mish)).Mish();
}
