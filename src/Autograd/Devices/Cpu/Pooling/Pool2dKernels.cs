using System.Numerics;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>Average and maximum pooling over contiguous planes. Every output is fully overwritten.</summary>
internal static class Pool2dKernels
{
    /// <summary>
    /// The mean of each window. The divisor is the window's size clipped to length + padding if padding counts, the number
    /// of pixels read if it does not, or <paramref name="divisorOverride"/> if that is given.
    /// </summary>
    public static void Average<T>(in Pool2dGeometry g, bool countIncludePad, int? divisorOverride, Block<T> x, Block<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!g.IsHalving && Pool2dLanes.Suits<T>(g))
            Pool2dLanes.Average(g, countIncludePad, divisorOverride, x.As<float>(), y.As<float>());
        else
            ParallelFor.Run(g.Chunks, g.Work, new AverageBody<T>(g, countIncludePad, divisorOverride, x, y));
    }

    /// <summary>The gradient of <see cref="Average"/> with respect to x: each window's share is added to its pixels.</summary>
    public static void AverageGrad<T>(in Pool2dGeometry g, bool countIncludePad, int? divisorOverride, Block<T> gy, Block<T> gx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!g.IsHalving && Pool2dLanes.SuitsGrad<T>(g))
            Pool2dLanes.AverageGrad(g, countIncludePad, divisorOverride, gy.As<float>(), gx.As<float>());
        else
            ParallelFor.Run(g.Chunks, g.Work, new AverageGradBody<T>(g, countIncludePad, divisorOverride, gy, gx));
    }

    /// <summary>
    /// The maximum of each window, and its index h·width + w within the plane: the first maximum in scan order; a NaN wins
    /// over every number, and the index is that of the last NaN (as in PyTorch). Padding is never chosen: a window without a pixel,
    /// which dilation makes possible, gives −∞ and index −1, and its gradient is dropped.
    /// </summary>
    public static void Max<T>(in Pool2dGeometry g, Block<T> x, Block<T> y, Block<long> indices)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!g.IsHalving && Pool2dLanes.Suits<T>(g))
            Pool2dLanes.Max(g, x.As<float>(), y.As<float>(), indices);
        else
            ParallelFor.Run(g.Chunks, g.Work, new MaxBody<T>(g, x, y, indices));
    }

    private readonly struct AverageBody<T>(
        Pool2dGeometry g, bool countIncludePad, int? divisorOverride, Block<T> x, Block<T> y) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // A window of more pixels is summed pairwise; shorter ones in the order of Pool2dLanes, whose windows are never as long.
        private const int LongWindow = 4096;

        // The pixels of a long window that are summed in a row.
        private const int ShortSum = 256;

        public void Run(int chunk)
        {
            int end = Math.Min(g.Planes, (chunk + 1) * g.PlanesPerChunk);
            for (int plane = chunk * g.PlanesPerChunk; plane < end; plane++)
            {
                ReadOnlySpan<T> source = x.Span(plane * g.InPlane, g.InPlane);
                Span<T> target = y.Span(plane * g.OutPlane, g.OutPlane);
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
                PoolWindow high = PoolWindow.Contiguous(oh, g.StrideH, g.PadH, g.KernelHeight, g.InHeight);
                for (int ow = 0; ow < g.OutWidth; ow++)
                {
                    PoolWindow wide = PoolWindow.Contiguous(ow, g.StrideW, g.PadW, g.KernelWidth, g.InWidth);
                    T sum = T.Zero;
                    if (high.Count > 0 && wide.Count > 0)
                    {
                        ReadOnlySpan<T> window = source[((high.First * g.InWidth) + wide.First)..];
                        sum = (long)high.Count * wide.Count <= LongWindow
                            ? Sum(window, high.Count, wide.Count)
                            : LongSum(window, high.Count, wide.Count);
                        sum /= T.CreateChecked(PoolWindow.Divisor(high, wide, countIncludePad, divisorOverride));
                    }

                    target[(oh * g.OutWidth) + ow] = sum;
                }
            }
        }

        // The sum of the first columns of some rows.
        private T Sum(ReadOnlySpan<T> pixels, int rows, int columns)
        {
            T sum = T.Zero;
            for (int row = 0; row < rows; row++)
            {
                foreach (T value in pixels.Slice(row * g.InWidth, columns)) sum += value;
            }

            return sum;
        }

        private T LongSum(ReadOnlySpan<T> pixels, int rows, int columns)
        {
            if (rows == 1) return SumRows.Pairwise(pixels[..columns]);
            if ((long)rows * columns <= ShortSum) return Sum(pixels, rows, columns);
            int half = rows / 2;
            return LongSum(pixels, half, columns) + LongSum(pixels[(half * g.InWidth)..], rows - half, columns);
        }
    }

    private readonly struct AverageGradBody<T>(
        Pool2dGeometry g, bool countIncludePad, int? divisorOverride, Block<T> gy, Block<T> gx) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            int end = Math.Min(g.Planes, (chunk + 1) * g.PlanesPerChunk);
            for (int plane = chunk * g.PlanesPerChunk; plane < end; plane++)
            {
                ReadOnlySpan<T> source = gy.Span(plane * g.OutPlane, g.OutPlane);
                Span<T> target = gx.Span(plane * g.InPlane, g.InPlane);
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
                PoolWindow high = PoolWindow.Contiguous(oh, g.StrideH, g.PadH, g.KernelHeight, g.InHeight);
                for (int ow = 0; ow < g.OutWidth; ow++)
                {
                    PoolWindow wide = PoolWindow.Contiguous(ow, g.StrideW, g.PadW, g.KernelWidth, g.InWidth);
                    if (high.Count == 0 || wide.Count == 0)
                        continue;

                    long divisor = PoolWindow.Divisor(high, wide, countIncludePad, divisorOverride);
                    T share = source[(oh * g.OutWidth) + ow] / T.CreateChecked(divisor);
                    for (int h = high.First; h < high.First + high.Count; h++)
                    {
                        foreach (ref T value in target.Slice((h * g.InWidth) + wide.First, wide.Count))
                            value += share;
                    }
                }
            }
        }
    }

    private readonly struct MaxBody<T>(Pool2dGeometry g, Block<T> x, Block<T> y, Block<long> indices) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            int end = Math.Min(g.Planes, (chunk + 1) * g.PlanesPerChunk);
            for (int plane = chunk * g.PlanesPerChunk; plane < end; plane++)
            {
                ReadOnlySpan<T> source = x.Span(plane * g.InPlane, g.InPlane);
                Span<T> target = y.Span(plane * g.OutPlane, g.OutPlane);
                Span<long> chosen = indices.Span(plane * g.OutPlane, g.OutPlane);
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
                PoolWindow high = PoolWindow.Dilated(oh, g.StrideH, g.PadH, g.KernelHeight, g.DilationH, g.InHeight);
                for (int ow = 0; ow < g.OutWidth; ow++)
                {
                    PoolWindow wide = PoolWindow.Dilated(ow, g.StrideW, g.PadW, g.KernelWidth, g.DilationW, g.InWidth);
                    T max = T.NegativeInfinity;
                    int row = (high.First * g.InWidth) + wide.First, index = high.Count > 0 && wide.Count > 0 ? row : -1;
                    for (int h = 0; h < high.Count; h++, row += g.DilationH * g.InWidth)
                    {
                        for (int w = 0; w < wide.Count; w++)
                        {
                            int at = row + (w * g.DilationW);
                            T value = source[at];
                            if (value > max || T.IsNaN(value))
                            {
                                max = value;
                                index = at;
                            }
                        }
                    }

                    target[(oh * g.OutWidth) + ow] = max;
                    chosen[(oh * g.OutWidth) + ow] = index;
                }
            }
        }
    }
}
