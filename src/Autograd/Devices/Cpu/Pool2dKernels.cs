using System.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>Average and maximum pooling over contiguous planes. Every output is overwritten entirely.</summary>
internal static class Pool2dKernels
{
    /// <summary>
    /// The mean of each window. The divisor is the window's size clipped to length + padding where padding counts, the number
    /// of pixels read where it does not, and <paramref name="divisorOverride"/> if that is given.
    /// </summary>
    public static void Average<T>(in Pool2dGeometry g, bool countIncludePad, int? divisorOverride, T[] x, int xOffset, T[] y, int yOffset)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ParallelFor.Run(g.Chunks, g.Work, new AverageBody<T>(g, countIncludePad, divisorOverride, x, xOffset, y, yOffset));

    /// <summary>The gradient of <see cref="Average"/> with respect to x: each window's share is added to its pixels.</summary>
    public static void AverageGrad<T>(
        in Pool2dGeometry g, bool countIncludePad, int? divisorOverride, T[] gy, int gyOffset, T[] gx, int gxOffset)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ParallelFor.Run(g.Chunks, g.Work, new AverageGradBody<T>(g, countIncludePad, divisorOverride, gy, gyOffset, gx, gxOffset));

    /// <summary>
    /// The maximum of each window, and its index h·width + w within the plane: the first maximum in scan order; a NaN wins
    /// over every number, and the last NaN is the one indexed (as PyTorch). Padding is never chosen: a window that holds no pixel,
    /// which dilation makes possible, gives −∞ and index −1, and its gradient belongs to nothing.
    /// </summary>
    public static void Max<T>(in Pool2dGeometry g, T[] x, int xOffset, T[] y, int yOffset, long[] indices, int indexOffset)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ParallelFor.Run(g.Chunks, g.Work, new MaxBody<T>(g, x, xOffset, y, yOffset, indices, indexOffset));

    // The part of a window inside the input along one axis, and its length with padding counted.
    private static (int First, int End, int Padded) Window(int at, int stride, int pad, int kernel, int length)
    {
        int first = (at * stride) - pad;
        int end = Math.Min(first + kernel, length + pad);
        return (Math.Max(first, 0), Math.Min(end, length), end - first);
    }

    private readonly struct AverageBody<T>(
        Pool2dGeometry g, bool countIncludePad, int? divisorOverride, T[] x, int xOffset, T[] y, int yOffset) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            int end = Math.Min(g.Planes, (chunk + 1) * g.PlanesPerChunk);
            for (int plane = chunk * g.PlanesPerChunk; plane < end; plane++)
            {
                ReadOnlySpan<T> source = x.AsSpan(xOffset + (plane * g.InPlane), g.InPlane);
                Span<T> target = y.AsSpan(yOffset + (plane * g.OutPlane), g.OutPlane);
                if (g.IsHalving && divisorOverride is null or 4)
                    Pool2dHalving.Average(g, source, target);
                else
                    Plane(source, target);
            }
        }

        private void Plane(ReadOnlySpan<T> source, Span<T> target)
        {
            for (int oh = 0; oh < g.OutHeight; oh++)
            {
                (int top, int bottom, int paddedHeight) = Window(oh, g.StrideH, g.PadH, g.KernelHeight, g.InHeight);
                for (int ow = 0; ow < g.OutWidth; ow++)
                {
                    (int left, int right, int paddedWidth) = Window(ow, g.StrideW, g.PadW, g.KernelWidth, g.InWidth);
                    T sum = T.Zero;
                    if (top < bottom && left < right)
                    {
                        for (int h = top; h < bottom; h++)
                        {
                            foreach (T value in source.Slice((h * g.InWidth) + left, right - left))
                                sum += value;
                        }

                        int counted = countIncludePad ? paddedHeight * paddedWidth : (bottom - top) * (right - left);
                        sum /= T.CreateChecked(divisorOverride ?? counted);
                    }

                    target[(oh * g.OutWidth) + ow] = sum;
                }
            }
        }
    }

    private readonly struct AverageGradBody<T>(
        Pool2dGeometry g, bool countIncludePad, int? divisorOverride, T[] gy, int gyOffset, T[] gx, int gxOffset) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            int end = Math.Min(g.Planes, (chunk + 1) * g.PlanesPerChunk);
            for (int plane = chunk * g.PlanesPerChunk; plane < end; plane++)
            {
                ReadOnlySpan<T> source = gy.AsSpan(gyOffset + (plane * g.OutPlane), g.OutPlane);
                Span<T> target = gx.AsSpan(gxOffset + (plane * g.InPlane), g.InPlane);
                if (g.IsHalving && divisorOverride is null or 4)
                    Pool2dHalving.AverageGrad(g, source, target);
                else
                    Plane(source, target);
            }
        }

        private void Plane(ReadOnlySpan<T> source, Span<T> target)
        {
            target.Clear();
            for (int oh = 0; oh < g.OutHeight; oh++)
            {
                (int top, int bottom, int paddedHeight) = Window(oh, g.StrideH, g.PadH, g.KernelHeight, g.InHeight);
                for (int ow = 0; ow < g.OutWidth; ow++)
                {
                    (int left, int right, int paddedWidth) = Window(ow, g.StrideW, g.PadW, g.KernelWidth, g.InWidth);
                    if (top >= bottom || left >= right)
                        continue;

                    int counted = countIncludePad ? paddedHeight * paddedWidth : (bottom - top) * (right - left);
                    T share = source[(oh * g.OutWidth) + ow] / T.CreateChecked(divisorOverride ?? counted);
                    for (int h = top; h < bottom; h++)
                    {
                        foreach (ref T value in target.Slice((h * g.InWidth) + left, right - left))
                            value += share;
                    }
                }
            }
        }
    }

    private readonly struct MaxBody<T>(Pool2dGeometry g, T[] x, int xOffset, T[] y, int yOffset, long[] indices, int indexOffset) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            int end = Math.Min(g.Planes, (chunk + 1) * g.PlanesPerChunk);
            for (int plane = chunk * g.PlanesPerChunk; plane < end; plane++)
            {
                ReadOnlySpan<T> source = x.AsSpan(xOffset + (plane * g.InPlane), g.InPlane);
                Span<T> target = y.AsSpan(yOffset + (plane * g.OutPlane), g.OutPlane);
                Span<long> chosen = indices.AsSpan(indexOffset + (plane * g.OutPlane), g.OutPlane);
                if (g.IsHalving)
                    Pool2dHalving.Max(g, source, target, chosen);
                else
                    Plane(source, target, chosen);
            }
        }

        private void Plane(ReadOnlySpan<T> source, Span<T> target, Span<long> chosen)
        {
            for (int oh = 0; oh < g.OutHeight; oh++)
            {
                (int top, int bottom) = Taps(oh, g.StrideH, g.PadH, g.KernelHeight, g.DilationH, g.InHeight);
                for (int ow = 0; ow < g.OutWidth; ow++)
                {
                    (int left, int right) = Taps(ow, g.StrideW, g.PadW, g.KernelWidth, g.DilationW, g.InWidth);
                    T max = T.NegativeInfinity;
                    int index = top < bottom && left < right ? (top * g.InWidth) + left : -1;
                    for (int h = top; h < bottom; h += g.DilationH)
                    {
                        for (int w = left; w < right; w += g.DilationW)
                        {
                            T value = source[(h * g.InWidth) + w];
                            if (value > max || T.IsNaN(value))
                            {
                                max = value;
                                index = (h * g.InWidth) + w;
                            }
                        }
                    }

                    target[(oh * g.OutWidth) + ow] = max;
                    chosen[(oh * g.OutWidth) + ow] = index;
                }
            }
        }

        // The first tap inside the input along one axis, and the end of the taps.
        private static (int First, int End) Taps(int at, int stride, int pad, int kernel, int dilation, int length)
        {
            int first = (at * stride) - pad;
            int end = Math.Min(first + ((kernel - 1) * dilation) + 1, length);
            return (first < 0 ? first + ((-first + dilation - 1) / dilation * dilation) : first, end);
        }
    }
}
