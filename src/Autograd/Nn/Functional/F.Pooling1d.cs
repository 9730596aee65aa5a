namespace Autograd.Nn;

public static partial class F
{
    /// <summary>The mean of each window.</summary>
    /// <param name="input">[batch, channels, length], or [channels, length]. Floating.</param>
    /// <param name="kernelSize">The window.</param>
    /// <param name="stride">The distance between windows; the kernel's size if not given.</param>
    /// <param name="padding">Zeros at each end, at most half the kernel.</param>
    /// <param name="ceilMode">True lets the last window reach past the end, if it starts inside the input or the padding before it.</param>
    /// <param name="countIncludePad">True divides by the window's cells including those in the padding, false by those in the
    /// input.</param>
    /// <returns>[batch, channels, length']. Gradient: spread evenly over the window.</returns>
    /// <exception cref="ShapeException">The window does not fit into the input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, stride or padding is out of range.</exception>
    public static Tensor AvgPool1d(
        Tensor input, int kernelSize, int? stride = null, int padding = 0, bool ceilMode = false, bool countIncludePad = true)
    {
        input.NotNull();
        int step = stride ?? kernelSize;
        CheckPool1d("avg_pool1d", input, kernelSize, step, padding, 1, ceilMode);
        return AvgPool2d(input.Unsqueeze(-2), (1, kernelSize), (1, step), (0, padding), ceilMode, countIncludePad).Squeeze(-2).AsResult();
    }

    /// <summary>The maximum of each window; NaN if one is NaN.</summary>
    /// <param name="input">[batch, channels, length], or [channels, length]. Floating.</param>
    /// <param name="kernelSize">The window.</param>
    /// <param name="stride">The distance between windows; the kernel's size if not given.</param>
    /// <param name="padding">Cells of −∞ at each end, at most half the kernel.</param>
    /// <param name="dilation">The distance between the window's cells.</param>
    /// <param name="ceilMode">True lets the last window reach past the end, if it starts inside the input or the padding before it.</param>
    /// <returns>[batch, channels, length']. Gradient: to the first maximum of each window.</returns>
    /// <exception cref="ShapeException">The window does not fit into the input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, stride, padding or dilation is out of range.</exception>
    public static Tensor MaxPool1d(
        Tensor input, int kernelSize, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false) =>
        MaxPool1dWithIndices(input, kernelSize, stride, padding, dilation, ceilMode).Values;

    /// <summary>As <see cref="MaxPool1d"/>, and the position of each maximum.</summary>
    /// <returns>The values, and the int64 position of each within its channel, which carries no gradient.</returns>
    /// <inheritdoc cref="MaxPool1d"/>
    public static (Tensor Values, Tensor Indices) MaxPool1dWithIndices(
        Tensor input, int kernelSize, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false)
    {
        input.NotNull();
        int step = stride ?? kernelSize;
        CheckPool1d("max_pool1d", input, kernelSize, step, padding, dilation, ceilMode);
        (Tensor values, Tensor indices) =
            MaxPool2dWithIndices(input.Unsqueeze(-2), (1, kernelSize), (1, step), (0, padding), (1, dilation), ceilMode);
        return (values.Squeeze(-2).AsResult(), indices.Squeeze(-2).AsResult());
    }

    /// <summary>
    /// Reports errors in terms of one dimension, before the pooling of images of height 1 would report them in terms of two.
    /// </summary>
    private static void CheckPool1d(string op, Tensor input, int kernel, int stride, int padding, int dilation, bool ceilMode)
    {
        if (input.Rank is not (2 or 3))
            throw new ShapeException($"{op}: the input must be [batch, channels, length] or [channels, length], not {input.Shape}");
        if (input.Shape[-1] == 0 || input.Shape[-2] == 0)
            throw new ShapeException($"{op}: only the batch may be empty, and the input is {input.Shape}");
        if (kernel < 1) throw new ArgumentOutOfRangeException("kernelSize", $"{op}: the kernel must be at least 1, not {kernel}");
        if (stride < 1) throw new ArgumentOutOfRangeException(nameof(stride), $"{op}: the stride must be at least 1, not {stride}");
        if (dilation < 1) throw new ArgumentOutOfRangeException(nameof(dilation), $"{op}: the dilation must be at least 1, not {dilation}");
        if (padding < 0 || padding > kernel / 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(padding),
                $"{op}: the padding must be from 0 to half the kernel, or a window could cover nothing but padding (padding "
                + $"{padding}, kernel {kernel})");
        }

        if (input.Shape[-1] + (2L * padding) + (ceilMode ? stride - 1 : 0) < ((long)dilation * (kernel - 1)) + 1)
            throw new ShapeException(
                $"{op}: the window reaches over more length than the padded input has (input {input.Shape}, kernel {kernel}, "
                + $"dilation {dilation})");
    }
}
