namespace Autograd.Nn;

/// <summary>The mean of each window: see <see cref="F.AvgPool2d"/>.</summary>
/// <param name="kernelSize">The window.</param>
/// <param name="stride">The distance between windows; the kernel's size if not given.</param>
/// <param name="padding">Zeros on each side; 0 if not given.</param>
/// <param name="ceilMode">True lets the last window reach past the end.</param>
/// <param name="countIncludePad">True divides by all the window's cells, false by those in the input.</param>
/// <param name="divisorOverride">Divides by this number instead.</param>
public sealed class AvgPool2d(
    Size2 kernelSize,
    Size2? stride = null,
    Size2? padding = null,
    bool ceilMode = false,
    bool countIncludePad = true,
    int? divisorOverride = null)
    : Module<Tensor, Tensor>
{
    /// <summary>Maps [batch, channels, height, width] to [batch, channels, height', width'], or the same without a batch.</summary>
    /// <param name="input">[batch, channels, height, width] or [channels, height, width].</param>
    /// <exception cref="ShapeException">The window does not fit into the input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, stride, padding or divisor is out of range.</exception>
    protected override Tensor Forward(Tensor input) =>
        F.AvgPool2d(input, kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride);

    /// <inheritdoc/>
    protected override string Describe() => $"kernelSize: {kernelSize}, stride: {stride ?? kernelSize}, padding: {padding ?? 0}";
}
