using System.Globalization;

namespace Autograd.Nn;

/// <summary>Divides by a power of the mean square of the neighbouring channels: see <see cref="F.LocalResponseNorm"/>.</summary>
/// <param name="size">The number of neighbouring channels, at least 1.</param>
/// <param name="alpha">The factor of the mean square.</param>
/// <param name="beta">The exponent.</param>
/// <param name="k">What is added to the mean square.</param>
public sealed class LocalResponseNorm(int size, double alpha = 1e-4, double beta = 0.75, double k = 1) : Module<Tensor, Tensor>
{
    /// <summary>Maps [batch, channels, …] to the same shape.</summary>
    /// <param name="input">[batch, channels, …] with at least one further dimension, floating.</param>
    /// <exception cref="ShapeException">The input has fewer than three dimensions.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    protected override Tensor Forward(Tensor input) => F.LocalResponseNorm(input, size, alpha, beta, k);

    /// <inheritdoc/>
    protected override string Describe() =>
        string.Create(CultureInfo.InvariantCulture, $"{size}, alpha: {alpha}, beta: {beta}, k: {k}");
}
