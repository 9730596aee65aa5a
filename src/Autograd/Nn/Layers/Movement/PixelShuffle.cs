namespace Autograd.Nn;

/// <summary>Turns channels into pixels: see <see cref="F.PixelShuffle"/>.</summary>
/// <param name="upscaleFactor">How much larger height and width become.</param>
public sealed class PixelShuffle(int upscaleFactor) : Module<Tensor, Tensor>
{
    /// <summary>[…, channels · factor², height, width] becomes […, channels, height · factor, width · factor].</summary>
    /// <param name="input">[…, channels · factor², height, width].</param>
    /// <exception cref="ShapeException">
    /// The input has fewer than three dimensions, or its channels are not a multiple of the factor's square.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not positive.</exception>
    protected override Tensor Forward(Tensor input) => F.PixelShuffle(input, upscaleFactor);

    /// <inheritdoc/>
    protected override string Describe() => $"upscaleFactor: {upscaleFactor}";
}
