namespace Autograd.Nn;

/// <summary>The maximum of each window: see <see cref="F.MaxPool2d"/>.</summary>
/// <param name="kernelSize">The window.</param>
/// <param name="stride">The distance between windows; the kernel's size if not given.</param>
/// <param name="padding">Cells of −∞ on each side; 0 if not given.</param>
/// <param name="dilation">The distance between the window's cells; 1 if not given.</param>
/// <param name="ceilMode">True lets the last window reach past the end.</param>
public sealed class MaxPool2d(Size2 kernelSize, Size2? stride = null, Size2? padding = null, Size2? dilation = null, bool ceilMode = false)
    : Module<Tensor, Tensor>
{
    /// <summary>Maps [batch, channels, height, width] to [batch, channels, height', width'], or the same without a batch.</summary>
    /// <param name="input">[batch, channels, height, width] or [channels, height, width].</param>
    /// <exception cref="ShapeException">The window does not fit into the input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, stride, padding or dilation is out of range.</exception>
    protected override Tensor Forward(Tensor input) => F.MaxPool2d(input, kernelSize, stride, padding, dilation, ceilMode);

    /// <inheritdoc/>
    protected override string Describe() =>
        $"kernelSize: {kernelSize}, stride: {stride ?? kernelSize}, padding: {padding ?? 0}, dilation: {dilation ?? 1}, "
        + $"ceilMode: {(ceilMode ? "true" : "false")}";
}
