namespace Autograd.Nn;

/// <summary>The means of windows that cover the input evenly: see <see cref="F.AdaptiveAvgPool1d"/>.</summary>
/// <param name="outputSize">The number of windows.</param>
public sealed class AdaptiveAvgPool1d(int outputSize)
    : Module<Tensor, Tensor>
{
    /// <summary>Maps [batch, channels, length] to [batch, channels, outputSize], or the same without a batch.</summary>
    /// <param name="input">[batch, channels, length] or [channels, length], floating.</param>
    /// <exception cref="ShapeException">The input has the wrong rank, or no elements in a channel.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The output size is negative.</exception>
    protected override Tensor Forward(Tensor input) => F.AdaptiveAvgPool1d(input, outputSize);

    /// <inheritdoc/>
    protected override string Describe() => $"outputSize: {outputSize}";
}
