namespace Autograd.Nn;

/// <summary>The maximum of each window: see <see cref="F.MaxPool1d"/>.</summary>
/// <param name="kernelSize">The window.</param>
/// <param name="stride">The distance between windows; the kernel's size if not given.</param>
/// <param name="padding">Cells of −∞ at each end.</param>
/// <param name="dilation">The distance between the window's cells.</param>
/// <param name="ceilMode">True lets the last window reach past the end.</param>
public sealed class MaxPool1d(int kernelSize, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false)
    : Module<Tensor, Tensor>
{
    /// <summary>Maps [batch, channels, length] to [batch, channels, length'], or the same without a batch.</summary>
    /// <param name="input">[batch, channels, length] or [channels, length].</param>
    /// <exception cref="ShapeException">The window does not fit into the input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, stride or padding is out of range.</exception>
    protected override Tensor Forward(Tensor input) => F.MaxPool1d(input, kernelSize, stride, padding, dilation, ceilMode);

    /// <inheritdoc/>
    protected override string Describe() =>
        $"kernelSize: {kernelSize}, stride: {stride ?? kernelSize}, padding: {padding}, dilation: {dilation}, ceilMode: "
        + $"{(ceilMode ? "true" : "false")}";
}
