namespace Autograd.Nn;

/// <summary>(x + 3) / 6 held between 0 and 1, of each element: see <see cref="Tensor.Hardsigmoid"/>.</summary>
public sealed class Hardsigmoid : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Hardsigmoid)).Hardsigmoid();
}
