namespace Autograd.Nn;

/// <summary>x moved towards 0 by λ of each element: see <see cref="Tensor.Softshrink"/>.</summary>
/// <param name="lambda">How far each element moves.</param>
public sealed class Softshrink(double lambda = 0.5) : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Softshrink)).Softshrink(lambda);

    /// <inheritdoc/>
    protected override string Describe() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"lambda: {lambda}");
}
