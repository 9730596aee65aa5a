namespace Autograd.Nn;

/// <summary>x held between two bounds, of each element: see <see cref="Tensor.Hardtanh"/>.</summary>
/// <param name="min">The lower bound.</param>
/// <param name="max">The upper bound.</param>
public sealed class Hardtanh(double min = -1, double max = 1) : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Hardtanh)).Hardtanh(min, max);

    /// <inheritdoc/>
    protected override string Describe() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"min: {min}, max: {max}");
}
