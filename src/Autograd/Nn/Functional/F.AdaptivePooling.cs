namespace Autograd.Nn;

public static partial class F
{
    /// <summary>
    /// The means of n windows that cover the length evenly: window i covers [⌊i·length/n⌋, ⌈(i + 1)·length/n⌉).
    /// </summary>
    /// <param name="input">[batch, channels, length], or [channels, length]. Floating.</param>
    /// <param name="outputSize">The number of windows.</param>
    /// <returns>[batch, channels, outputSize]. Gradient: spread evenly over the window.</returns>
    /// <exception cref="ShapeException">The input has the wrong rank, or no elements in a channel.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The output size is negative.</exception>
    public static Tensor AdaptiveAvgPool1d(Tensor input, int outputSize)
    {
        input.NotNull();
        CheckAdaptive("adaptive_avg_pool1d", input, outputSize);
        return AdaptiveAvgPool2d(input.Unsqueeze(-2), (1, outputSize)).Squeeze(-2).AsResult();
    }

    /// <summary>
    /// The means of h × w windows that cover each plane evenly: rows [⌊i·height/h⌋, ⌈(i + 1)·height/h⌉), and columns likewise.
    /// </summary>
    /// <param name="input">[batch, channels, height, width], or [channels, height, width]. Floating.</param>
    /// <param name="outputSize">The number of windows vertically and horizontally.</param>
    /// <returns>[batch, channels, h, w]. Gradient: spread evenly over the window.</returns>
    /// <inheritdoc cref="AdaptiveAvgPool1d"/>
    public static Tensor AdaptiveAvgPool2d(Tensor input, Size2 outputSize)
    {
        input.NotNull();
        CheckAdaptive("adaptive_avg_pool2d", input, outputSize.Height, outputSize.Width);
        if (outputSize == new Size2(1, 1)) return input.Mean([-2, -1], keepDim: true);
        return EqualWindows(input, outputSize) is { } kernel
            ? AvgPool2d(input, kernel)
            : MeanOfBins(MeanOfBins(input, -1, outputSize.Width), -2, outputSize.Height);
    }

    /// <summary>
    /// The maxima of windows that cover the length evenly, like those of <see cref="AdaptiveAvgPool1d"/>; NaN if one is NaN.
    /// </summary>
    /// <returns>[batch, channels, outputSize]. Gradient: to the first maximum of each window.</returns>
    /// <inheritdoc cref="AdaptiveAvgPool1d"/>
    public static Tensor AdaptiveMaxPool1d(Tensor input, int outputSize) => AdaptiveMaxPool1dWithIndices(input, outputSize).Values;

    /// <summary>As <see cref="AdaptiveMaxPool1d"/>, and the position of each maximum.</summary>
    /// <returns>The values, and the int64 position of each within its channel, which carries no gradient.</returns>
    /// <inheritdoc cref="AdaptiveAvgPool1d"/>
    public static (Tensor Values, Tensor Indices) AdaptiveMaxPool1dWithIndices(Tensor input, int outputSize)
    {
        input.NotNull();
        CheckAdaptive("adaptive_max_pool1d", input, outputSize);
        (Tensor values, Tensor indices) = AdaptiveMaxPool2dWithIndices(input.Unsqueeze(-2), (1, outputSize));
        return (values.Squeeze(-2).AsResult(), indices.Squeeze(-2).AsResult());
    }

    /// <summary>
    /// The maxima of windows that cover each plane evenly, like those of <see cref="AdaptiveAvgPool2d"/>; NaN if one is NaN.
    /// </summary>
    /// <returns>[batch, channels, h, w]. Gradient: to the first maximum of each window.</returns>
    /// <inheritdoc cref="AdaptiveAvgPool2d"/>
    public static Tensor AdaptiveMaxPool2d(Tensor input, Size2 outputSize) => AdaptiveMaxPool2dWithIndices(input, outputSize).Values;

    /// <summary>As <see cref="AdaptiveMaxPool2d"/>, and the position of each maximum.</summary>
    /// <returns>The values, and the int64 position (row · width + column) of each within its channel, which carries no gradient.</returns>
    /// <inheritdoc cref="AdaptiveAvgPool2d"/>
    public static (Tensor Values, Tensor Indices) AdaptiveMaxPool2dWithIndices(Tensor input, Size2 outputSize)
    {
        input.NotNull();
        CheckAdaptive("adaptive_max_pool2d", input, outputSize.Height, outputSize.Width);
        if (EqualWindows(input, outputSize) is { } kernel) return MaxPool2dWithIndices(input, kernel);

        // The cells of each window written side by side, and so many rows of that pooled.
        Tensor cells = CellsOfBins(input, outputSize);
        int[] planes = input.Shape.AsSpan()[..^2].ToArray(), sizes = [.. planes, outputSize.Height, outputSize.Width];
        Tensor rows = input.Flatten(-2).IndexSelect(-1, cells.Flatten()).Reshape([.. planes, cells.Shape[0], cells.Shape[1]]);
        if (rows.Numel == 0) return (rows.Reshape(sizes), Tensor.Zeros(Shape.Create(sizes), DType.Int64, device: input.Device));
        (Tensor values, Tensor at) = MaxPool2dWithIndices(rows, (1, cells.Shape[1]));
        return (values.Reshape(sizes).AsResult(), cells.Flatten().IndexSelect(0, at.Flatten()).Reshape(sizes).AsResult());
    }

    private static void CheckAdaptive(string op, Tensor input, params ReadOnlySpan<int> sizes)
    {
        string plane = sizes.Length == 1 ? "length" : "height, width";
        if (input.Rank != sizes.Length + 1 && input.Rank != sizes.Length + 2)
            throw new ShapeException($"{op}: the input must be [batch, channels, {plane}] or [channels, {plane}], not {input.Shape}");
        foreach (int size in input.Shape.AsSpan()[(input.Rank - sizes.Length)..])
        {
            if (size == 0) throw new ShapeException($"{op}: only the batch or the channels may be empty, and the input is {input.Shape}");
        }

        foreach (int size in sizes)
        {
            if (size < 0)
                throw new ArgumentOutOfRangeException("outputSize", $"{op}: the output size cannot be negative, as {Shape.Text(sizes)} is");
        }

        if (!input.DType.IsFloating())
            throw new DTypeException($"{op}: not defined for {input.DType.Text()}; convert with To(DType.Float32)");
        // The shape of the result: more than a tensor can hold is refused before the bins are listed.
        _ = Shape.Create([.. input.Shape.AsSpan()[..^sizes.Length], .. sizes]);
    }

    /// <summary>The window's size if all windows have the same size and do not overlap, else null.</summary>
    private static Size2? EqualWindows(Tensor input, Size2 count)
    {
        (int height, int width) = (input.Shape[-2], input.Shape[-1]);
        return input.Numel > 0 && count.Height > 0 && count.Width > 0 && height % count.Height == 0 && width % count.Width == 0
            ? (height / count.Height, width / count.Width)
            : null;
    }

    private static (int First, int End) Bin(int i, int count, int length) =>
        ((int)((long)i * length / count), (int)((((long)i + 1) * length + count - 1) / count));

    /// <summary>The means of the bins along one dimension: gathers the elements of each bin and adds them up.</summary>
    private static Tensor MeanOfBins(Tensor x, int dim, int count)
    {
        List<long> elements = [], bins = [];
        double[] lengths = new double[count];
        for (int i = 0; i < count; i++)
        {
            (int first, int end) = Bin(i, count, x.Shape[dim]);
            lengths[i] = end - first;
            for (int at = first; at < end; at++)
            {
                elements.Add(at);
                bins.Add(i);
            }
        }

        int[] sizes = x.Shape.ToArray(), along = new int[-dim];
        sizes[^-dim] = count;
        Array.Fill(along, 1);
        along[0] = count;
        Tensor into = Tensor.FromArray(bins.ToArray(), device: x.Device), from = Tensor.FromArray(elements.ToArray(), device: x.Device);
        Tensor sums = Tensor.Zeros(Shape.Create(sizes), x.DType, device: x.Device).IndexAdd(dim, into, x.IndexSelect(dim, from));
        return sums / Tensor.FromArray(lengths, device: x.Device).To(x.DType).Reshape(along);
    }

    /// <summary>
    /// A row for each window: the positions of its cells in the plane in scan order, padded to the longest window by repeating the last.
    /// </summary>
    private static Tensor CellsOfBins(Tensor x, Size2 count)
    {
        int height = x.Shape[-2], width = x.Shape[-1];
        var windows = new List<long>[count.Height * count.Width];
        for (int i = 0; i < windows.Length; i++)
        {
            (int top, int bottom) = Bin(i / count.Width, count.Height, height);
            (int left, int right) = Bin(i % count.Width, count.Width, width);
            windows[i] = [];
            for (int row = top; row < bottom; row++)
            {
                for (int column = left; column < right; column++) windows[i].Add((row * width) + column);
            }
        }

        int most = windows.Length == 0 ? 1 : windows.Max(w => w.Count);
        long[] cells = new long[windows.Length * most];
        for (int i = 0; i < cells.Length; i++) cells[i] = windows[i / most][Math.Min(i % most, windows[i / most].Count - 1)];
        return Tensor.FromArray(cells, [windows.Length, most], x.Device);
    }
}
