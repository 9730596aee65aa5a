namespace Autograd.Nn;

/// <summary>Turns pixels into channels: see <see cref="F.PixelUnshuffle"/>.</summary>
/// <param name="downscaleFactor">How much smaller height and width become.</param>
public sealed class PixelUnshuffle(int downscaleFactor) : Module<Tensor, Tensor>
{
    /// <summary>[…, channels, height · factor, width · factor] becomes […, channels · factor², height, width].</summary>
    /// <param name="input">[…, channels, height · factor, width · factor].</param>
    /// <exception cref="ShapeException">
    /// The input has fewer than three dimensions, or its height or width is not a multiple of the factor.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not positive.</exception>
    protected override Tensor Forward(Tensor input) => F.PixelUnshuffle(input, downscaleFactor);

    /// <inheritdoc/>
    protected override string Describe() => $"downscaleFactor: {downscaleFactor}";
}
