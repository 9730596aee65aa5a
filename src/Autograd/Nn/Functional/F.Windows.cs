namespace Autograd.Nn;

public static partial class F
{
    /// <inheritdoc cref="Tensor.Pad"/>
    /// <param name="input">The tensor.</param>
    /// <param name="padding">Before and after the last dimension, then the one before it, and so on. Negative numbers crop.</param>
    /// <param name="mode">What to pad with.</param>
    /// <param name="value">The number for <see cref="PadMode.Constant"/>.</param>
    public static Tensor Pad(Tensor input, ReadOnlySpan<int> padding, PadMode mode = PadMode.Constant, Scalar? value = null) =>
        input.NotNull().Pad(padding, mode, value);

    /// <summary>The windows that a convolution reads, each as one column. Gradient: added up where windows overlap.</summary>
    /// <param name="input">[batch, channels, height, width], or [channels, height, width].</param>
    /// <param name="kernelSize">The window.</param>
    /// <param name="dilation">The distance between its cells; 1 if not given.</param>
    /// <param name="padding">Zeros on each side; 0 if not given.</param>
    /// <param name="stride">The distance between windows; 1 if not given.</param>
    /// <returns>[batch, channels · kernel height · kernel width, windows].</returns>
    /// <exception cref="ShapeException">The window does not fit into the input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, dilation, padding or stride is out of range.</exception>
    public static Tensor Unfold(Tensor input, Size2 kernelSize, Size2? dilation = null, Size2? padding = null, Size2? stride = null)
    {
        input.NotNull();
        if (input.Rank == 3) return Unfold(input.Unsqueeze(0), kernelSize, dilation, padding, stride).Squeeze(0).AsResult();
        if (input.Rank != 4) throw new ShapeException($"unfold: the input must be [batch, channels, height, width], not {input.Shape}");
        var windows = new Windows("unfold", kernelSize, dilation ?? 1, padding ?? 0, stride ?? 1);
        return windows.Columns(input, windows.Count((input.Shape[2], input.Shape[3])));
    }

    /// <summary>
    /// The opposite of <see cref="Unfold"/>: writes columns back as windows, added up where they overlap. Gradient: the same windows of
    /// grad.
    /// </summary>
    /// <param name="input">[batch, channels · kernel height · kernel width, windows], or without the batch.</param>
    /// <param name="outputSize">The height and width of the result.</param>
    /// <param name="kernelSize">The window.</param>
    /// <param name="dilation">The distance between its cells; 1 if not given.</param>
    /// <param name="padding">How much is cut off on each side; 0 if not given.</param>
    /// <param name="stride">The distance between windows; 1 if not given.</param>
    /// <returns>[batch, channels, height, width].</returns>
    /// <exception cref="ShapeException">The columns are not those of such windows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size, dilation, padding or stride is out of range.</exception>
    public static Tensor Fold(
        Tensor input, Size2 outputSize, Size2 kernelSize, Size2? dilation = null, Size2? padding = null, Size2? stride = null)
    {
        input.NotNull();
        if (input.Rank == 2) return Fold(input.Unsqueeze(0), outputSize, kernelSize, dilation, padding, stride).Squeeze(0).AsResult();
        if (input.Rank != 3) throw new ShapeException($"fold: the input must be [batch, channels · kernel, windows], not {input.Shape}");
        var windows = new Windows("fold", kernelSize, dilation ?? 1, padding ?? 0, stride ?? 1);
        (int high, int wide) = windows.Count(outputSize.Pair);
        long cells = (long)kernelSize.Height * kernelSize.Width;
        if (input.Shape[1] % cells != 0)
            throw new ShapeException(
                $"fold: {input.Shape[1]} rows cannot be divided into channels of {cells} elements, the size of the kernel "
                + $"{kernelSize} (input {input.Shape})");
        if (input.Shape[2] != (long)high * wide)
        {
            throw new ShapeException(
                $"fold: an output of {outputSize} has {high} · {wide} windows of {kernelSize}, and the input {input.Shape} "
                + $"has {input.Shape[2]}");
        }

        return windows.Image(input, outputSize.Pair, (high, wide));
    }

    /// <summary>Windows over images.</summary>
    private readonly record struct Windows(string Op, Size2 Kernel, Size2 Dilation, Size2 Padding, Size2 Stride)
    {
        private int SpanH => (int)Math.Min(LongSpan(Kernel.Height, Dilation.Height), int.MaxValue);

        private int SpanW => (int)Math.Min(LongSpan(Kernel.Width, Dilation.Width), int.MaxValue);

        /// <summary>The number of windows that fit vertically and horizontally.</summary>
        /// <param name="size">The size of the image.</param>
        public (int High, int Wide) Count((int H, int W) size)
        {
            Require(Kernel, 1, "kernel");
            Require(Dilation, 1, "dilation");
            Require(Padding, 0, "padding");
            Require(Stride, 1, "stride");
            long spanH = LongSpan(Kernel.Height, Dilation.Height), spanW = LongSpan(Kernel.Width, Dilation.Width);
            long high = size.H + (2L * Padding.Height) - spanH, wide = size.W + (2L * Padding.Width) - spanW;
            if (high < 0 || wide < 0)
                throw new ShapeException(
                    $"{Op}: a window of ({spanH}, {spanW}) does not fit into ({size.H}, {size.W}) with padding {Padding}");
            if (Math.Max(high + spanH, wide + spanW) > Array.MaxLength)
                throw new ShapeException($"{Op}: ({size.H}, {size.W}) with padding {Padding} is more than a tensor can hold");
            return ((int)(high / Stride.Height) + 1, (int)(wide / Stride.Width) + 1);
        }

        public Tensor Columns(Tensor image, (int High, int Wide) count)
        {
            Tensor cells = image.Pad([Padding.Width, Padding.Width, Padding.Height, Padding.Height])
                .Unfold(2, SpanH, Stride.Height).Unfold(3, SpanW, Stride.Width); // [n, c, high, wide, span, span]
            cells = cells[TensorIndex.Ellipsis, TensorIndex.Slice(.., Dilation.Height), TensorIndex.Slice(.., Dilation.Width)];
            return cells.Permute(0, 1, 4, 5, 2, 3)
                .Reshape(image.Shape[0], image.Shape[1] * Kernel.Height * Kernel.Width, count.High * count.Wide);
        }

        public Tensor Image(Tensor columns, (int H, int W) size, (int High, int Wide) count)
        {
            int n = columns.Shape[0], c = columns.Shape[1] / (Kernel.Height * Kernel.Width);
            int height = size.H + (2 * Padding.Height), width = size.W + (2 * Padding.Width);
            Tensor cells = columns.Reshape(n, c, Kernel.Height, Kernel.Width, count.High, count.Wide).Permute(0, 1, 4, 5, 2, 3);
            cells = Spread(Spread(cells, 4, SpanH, Dilation.Height), 5, SpanW, Dilation.Width);
            cells = new UnfoldGradOp([n, c, count.High, width, SpanH], 3, SpanW, Stride.Width).Apply(cells);
            Tensor image = new UnfoldGradOp([n, c, height, width], 2, SpanH, Stride.Height).Apply(cells);
            return image.Pad([-Padding.Width, -Padding.Width, -Padding.Height, -Padding.Height]);
        }

        /// <summary>Inserts zeros between the elements of a dimension.</summary>
        private static long LongSpan(int kernel, int dilation) => ((long)dilation * (kernel - 1)) + 1;

        private static Tensor Spread(Tensor x, int dim, int size, int step)
        {
            if (step == 1) return x;
            int[] sizes = x.Shape.ToArray();
            sizes[dim] = size;
            var places = new TensorIndex[x.Rank];
            Array.Fill(places, ..);
            places[dim] = TensorIndex.Slice(.., step);
            Shape to = Shape.Create(sizes);
            return new IndexGradOp(to, BasicIndex.Resolve(to, places)).Apply(x);
        }

        private void Require(Size2 size, int least, string what)
        {
            if (size.Height < least || size.Width < least)
                throw new ArgumentOutOfRangeException(what, $"{Op}: the {what} must be at least {least}, not {size}");
        }
    }
}
