namespace Autograd.Nn;

/// <summary>x · Φ(x) of each element: see <see cref="Tensor.Gelu"/>.</summary>
/// <param name="approximate">How to compute Φ.</param>
public sealed class Gelu(GeluApproximation approximate = GeluApproximation.None) : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Gelu)).Gelu(approximate);

    /// <inheritdoc/>
    protected override string Describe() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"approximate: {approximate}");
}
