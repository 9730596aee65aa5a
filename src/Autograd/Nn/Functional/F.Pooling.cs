namespace Autograd.Nn;

public static partial class F
{
    /// <summary>The mean of each window.</summary>
    /// <param name="input">[batch, channels, height, width], or [channels, height, width]. Floating.</param>
    /// <param name="kernelSize">The window.</param>
    /// <param name="stride">The distance between windows; the kernel's size if not given.</param>
    /// <param name="padding">Zeros on each side, at most half the kernel; 0 if not given.</param>
    /// <param name="ceilMode">True lets the last window reach past the end, if it starts inside the input or the padding before it.</param>
    /// <param name="countIncludePad">True divides by the window's cells including those in the padding, false by those in the
    /// input.</param>
    /// <param name="divisorOverride">Divides by this number instead.</param>
    /// <returns>[batch, channels, height', width']. Gradient: spread evenly over the window.</returns>
    /// <exception cref="ShapeException">The window does not fit into the input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, stride, padding or divisor is out of range.</exception>
    public static Tensor AvgPool2d(
        Tensor input,
        Size2 kernelSize,
        Size2? stride = null,
        Size2? padding = null,
        bool ceilMode = false,
        bool countIncludePad = true,
        int? divisorOverride = null)
    {
        input.NotNull();
        var options = new Pool2dOptions(kernelSize.Pair, (stride ?? kernelSize).Pair, (padding ?? 0).Pair, (1, 1), ceilMode);
        var op = new AvgPool2dOp(options, countIncludePad, divisorOverride);
        return IsSingle("avg_pool2d", input) ? op.Apply(input.Unsqueeze(0)).Squeeze(0) : op.Apply(input);
    }

    /// <summary>The maximum of each window; NaN if one is NaN.</summary>
    /// <param name="input">[batch, channels, height, width], or [channels, height, width]. Floating.</param>
    /// <param name="kernelSize">The window.</param>
    /// <param name="stride">The distance between windows; the kernel's size if not given.</param>
    /// <param name="padding">Cells of −∞ on each side, at most half the kernel; 0 if not given.</param>
    /// <param name="dilation">The distance between the window's cells; 1 if not given.</param>
    /// <param name="ceilMode">True lets the last window reach past the end, if it starts inside the input or the padding before it.</param>
    /// <returns>[batch, channels, height', width']. Gradient: to the first maximum of each window.</returns>
    /// <exception cref="ShapeException">The window does not fit into the input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, stride, padding or dilation is out of range.</exception>
    public static Tensor MaxPool2d(
        Tensor input, Size2 kernelSize, Size2? stride = null, Size2? padding = null, Size2? dilation = null, bool ceilMode = false) =>
        MaxPool2dWithIndices(input, kernelSize, stride, padding, dilation, ceilMode).Values;

    /// <summary>As <see cref="MaxPool2d"/>, and the position of each maximum.</summary>
    /// <returns>The values, and the int64 position (row · width + column) of each within its channel, which carries no gradient.</returns>
    /// <inheritdoc cref="MaxPool2d"/>
    public static (Tensor Values, Tensor Indices) MaxPool2dWithIndices(
        Tensor input, Size2 kernelSize, Size2? stride = null, Size2? padding = null, Size2? dilation = null, bool ceilMode = false)
    {
        input.NotNull();
        var op = new MaxPool2dOp(new Pool2dOptions(
            kernelSize.Pair, (stride ?? kernelSize).Pair, (padding ?? 0).Pair, (dilation ?? 1).Pair, ceilMode));
        bool single = IsSingle("max_pool2d", input);
        Tensor[] found = op.ApplyAll(single ? input.Unsqueeze(0) : input);
        return single ? (found[0].Squeeze(0).AsResult(), found[1].Squeeze(0).AsResult()) : (found[0], found[1]);
    }
}
