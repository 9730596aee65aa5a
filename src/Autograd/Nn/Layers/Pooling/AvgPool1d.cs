namespace Autograd.Nn;

/// <summary>The mean of each window: see <see cref="F.AvgPool1d"/>.</summary>
/// <param name="kernelSize">The window.</param>
/// <param name="stride">The distance between windows; the kernel's size if not given.</param>
/// <param name="padding">Zeros at each end.</param>
/// <param name="ceilMode">True lets the last window reach past the end.</param>
/// <param name="countIncludePad">True divides by all the window's cells, false by those in the input.</param>
public sealed class AvgPool1d(int kernelSize, int? stride = null, int padding = 0, bool ceilMode = false, bool countIncludePad = true)
    : Module<Tensor, Tensor>
{
    /// <summary>Maps [batch, channels, length] to [batch, channels, length'], or the same without a batch.</summary>
    /// <param name="input">[batch, channels, length] or [channels, length].</param>
    /// <exception cref="ShapeException">The window does not fit into the input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, stride or padding is out of range.</exception>
    protected override Tensor Forward(Tensor input) => F.AvgPool1d(input, kernelSize, stride, padding, ceilMode, countIncludePad);

    /// <inheritdoc/>
    protected override string Describe() => $"kernelSize: ({kernelSize},), stride: ({stride ?? kernelSize},), padding: ({padding},)";
}
