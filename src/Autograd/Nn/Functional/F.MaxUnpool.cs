namespace Autograd.Nn;

public static partial class F
{
    /// <summary>
    /// The opposite of <see cref="MaxPool1dWithIndices"/>: each value goes back to where it was, and everything else is 0.
    /// </summary>
    /// <param name="input">[batch, channels, length], or [channels, length]. Floating.</param>
    /// <param name="indices">Int64 of the same shape, as the pooling returned them.</param>
    /// <param name="kernelSize">The pooling's window.</param>
    /// <param name="stride">The pooling's stride; the kernel's size if not given.</param>
    /// <param name="padding">The pooling's padding.</param>
    /// <param name="outputSize">The length before pooling, since several give the same pooled length; (length − 1)·stride − 2·padding +
    /// kernel if not given.</param>
    /// <returns>[batch, channels, length']. Gradient: read from the position of each value.</returns>
    /// <exception cref="ShapeException">The shapes differ, or the output size cannot have been the one before pooling.</exception>
    /// <exception cref="DTypeException">The indices are not int64 or the input is not floating.</exception>
    /// <exception cref="TensorIndexException">An index is outside the output.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, stride or padding is out of range.</exception>
    public static Tensor MaxUnpool1d(
        Tensor input, Tensor indices, int kernelSize, int? stride = null, int padding = 0, int? outputSize = null)
    {
        input.NotNull();
        indices.NotNull();
        CheckUnpool("max_unpool1d", input, indices, 1);
        int length = UnpooledSize("max_unpool1d", input, -1, kernelSize, stride ?? kernelSize, padding, outputSize);
        return new MaxUnpoolOp(length).Apply(input, indices);
    }

    /// <summary>
    /// The opposite of <see cref="MaxPool2dWithIndices"/>: each value goes back to where it was, and everything else is 0.
    /// </summary>
    /// <param name="input">[batch, channels, height, width], or [channels, height, width]. Floating.</param>
    /// <param name="indices">Int64 of the same shape, as the pooling returned them.</param>
    /// <param name="kernelSize">The pooling's window.</param>
    /// <param name="stride">The pooling's stride; the kernel's size if not given.</param>
    /// <param name="padding">The pooling's padding; 0 if not given.</param>
    /// <param name="outputSize">The size before pooling, since several give the same pooled size; (size − 1)·stride − 2·padding + kernel if
    /// not given.</param>
    /// <returns>[batch, channels, height', width']. Gradient: read from the position of each value.</returns>
    /// <inheritdoc cref="MaxUnpool1d"/>
    public static Tensor MaxUnpool2d(
        Tensor input, Tensor indices, Size2 kernelSize, Size2? stride = null, Size2? padding = null, Size2? outputSize = null)
    {
        input.NotNull();
        indices.NotNull();
        CheckUnpool("max_unpool2d", input, indices, 2);
        Size2 step = stride ?? kernelSize, edge = padding ?? 0;
        int height = UnpooledSize("max_unpool2d", input, -2, kernelSize.Height, step.Height, edge.Height, outputSize?.Height);
        int width = UnpooledSize("max_unpool2d", input, -1, kernelSize.Width, step.Width, edge.Width, outputSize?.Width);
        Shape plane = [height, width]; // refuses more than a tensor can hold
        return new MaxUnpoolOp(plane.Numel).Apply(input.Flatten(-2), indices.Flatten(-2))
            .Reshape([.. input.Shape.AsSpan()[..^2], height, width])
            .AsResult();
    }

    private static void CheckUnpool(string op, Tensor input, Tensor indices, int spatial)
    {
        string plane = spatial == 1 ? "length" : "height, width";
        if (input.Rank != spatial + 1 && input.Rank != spatial + 2)
            throw new ShapeException($"{op}: the input must be [batch, channels, {plane}] or [channels, {plane}], not {input.Shape}");
        if (indices.Shape != input.Shape)
            throw new ShapeException($"{op}: there must be one index for each value (input {input.Shape}, indices {indices.Shape})");
        if (indices.DType != DType.Int64) throw new DTypeException($"{op}: the indices must be int64, not {indices.DType.Text()}");
        if (!input.DType.IsFloating())
            throw new DTypeException($"{op}: not defined for {input.DType.Text()}; convert with To(DType.Float32)");
    }

    private static int UnpooledSize(string op, Tensor input, int dim, int kernel, int stride, int padding, int? wanted)
    {
        if (kernel < 1) throw new ArgumentOutOfRangeException("kernelSize", $"{op}: the kernel must be at least 1, not {kernel}");
        if (stride < 1) throw new ArgumentOutOfRangeException(nameof(stride), $"{op}: the stride must be at least 1, not {stride}");
        if (padding < 0) throw new ArgumentOutOfRangeException(nameof(padding), $"{op}: the padding cannot be negative, as {padding} is");
        long size = ((input.Shape[dim] - 1L) * stride) - (2L * padding) + kernel;
        if (wanted is { } given && Math.Abs(given - size) >= stride)
            throw new ShapeException(
                $"{op}: the output size {given} must be between {size - stride} and {size + stride} (input {input.Shape}, "
                + $"dimension {dim})");
        long result = wanted ?? size;
        if (result > Array.MaxLength)
            throw new ShapeException(
                $"{op}: the output would be {result} long in dimension {dim}, more than a tensor can hold (input {input.Shape})");
        return result > 0 ? (int)result : throw new ShapeException(
            $"{op}: the output would be empty (input {input.Shape}, kernel {kernel}, padding {padding})");
    }
}
