namespace Autograd.Nn;

/// <summary>The maxima of windows that cover the input evenly: see <see cref="F.AdaptiveMaxPool2d"/>.</summary>
/// <param name="outputSize">The number of windows vertically and horizontally.</param>
public sealed class AdaptiveMaxPool2d(Size2 outputSize)
    : Module<Tensor, Tensor>
{
    /// <summary>Maps [batch, channels, height, width] to [batch, channels, h, w], or the same without a batch.</summary>
    /// <param name="input">[batch, channels, height, width] or [channels, height, width], floating.</param>
    /// <exception cref="ShapeException">The input has the wrong rank, or no elements in a channel.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The output size is negative.</exception>
    protected override Tensor Forward(Tensor input) => F.AdaptiveMaxPool2d(input, outputSize);

    /// <inheritdoc/>
    protected override string Describe() => $"outputSize: {outputSize}";
}
