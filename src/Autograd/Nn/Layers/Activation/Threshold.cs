using System.Globalization;

namespace Autograd.Nn;

/// <summary>x where it is above a threshold, else a number: see <see cref="Tensor.Threshold(double, double)"/>.</summary>
/// <param name="threshold">The threshold.</param>
/// <param name="value">The number for elements that are not above it.</param>
public sealed class Threshold(double threshold, double value) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Threshold)).Threshold(threshold, value);

    /// <inheritdoc/>
    protected override string Describe() => string.Create(CultureInfo.InvariantCulture, $"threshold: {threshold}, value: {value}");
}
