using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Float32 pooling by any windows, eight planes at a time: the same pixel of the eight planes is stored contiguously
/// (<see cref="PixelLanes"/>), and they all have the same windows. Each plane's sums and comparisons keep the order of the plain form, so
/// the results are bit-identical.
/// </summary>
internal static unsafe class Pool2dLanes
{
    private const int Lanes = 8;

    // Bytes of transposed input that stay in the second-level cache together with the results.
    private const int MaxBytes = 128 * 1024;

    /// <summary>Whether there are enough planes, and a row of windows reads few enough pixels.</summary>
    public static bool Suits<T>(in Pool2dGeometry g) =>
        Element<T>.IsFloat32 && Vector256.IsHardwareAccelerated && 2 * g.Planes > Lanes && StripRows(g) > 0;

    /// <summary>Like <see cref="Suits"/>, but a whole plane must be small enough, because the windows of a gradient overlap.</summary>
    public static bool SuitsGrad<T>(in Pool2dGeometry g) => Suits<T>(g) && RowBytes(g) * g.InHeight <= MaxBytes;

    /// <summary>See <see cref="Pool2dKernels.Average"/>.</summary>
    public static void Average(in Pool2dGeometry g, bool countIncludePad, int? divisorOverride, Block<float> x, Block<float> y) =>
        ParallelFor.Run(Blocks(g), g.Work, new AverageBody(g, countIncludePad, divisorOverride, x, y));

    /// <summary>See <see cref="Pool2dKernels.AverageGrad"/>.</summary>
    public static void AverageGrad(in Pool2dGeometry g, bool countIncludePad, int? divisorOverride, Block<float> gy, Block<float> gx) =>
        ParallelFor.Run(Blocks(g), g.Work, new AverageGradBody(g, countIncludePad, divisorOverride, gy, gx));

    /// <summary>See <see cref="Pool2dKernels.Max"/>.</summary>
    public static void Max(in Pool2dGeometry g, Block<float> x, Block<float> y, Block<long> indices) =>
        ParallelFor.Run(Blocks(g), g.Work, new MaxBody(g, x, y, indices));

    private static int Blocks(in Pool2dGeometry g) => (g.Planes + Lanes - 1) / Lanes;

    private static long RowBytes(in Pool2dGeometry g) => (long)g.InWidth * Lanes * sizeof(float);

    // The rows that a window reaches over; none beyond the input counts.
    private static int Reach(in Pool2dGeometry g) =>
        (int)Math.Min(((g.KernelHeight - 1L) * g.DilationH) + 1, Math.Min((long)g.InHeight + g.PadH, int.MaxValue / 2));

    // Rows of windows processed at a time; 0 if not even one fits.
    private static int StripRows(in Pool2dGeometry g)
    {
        long fits = MaxBytes / RowBytes(g), reach = Math.Min(Reach(g), g.InHeight);
        return fits < reach ? 0 : (int)Math.Min(g.OutHeight, ((fits - reach) / g.StrideH) + 1);
    }

    // Transposes the input rows that some rows of windows read, and returns the first of them.
    private static int TransposeRows(in Pool2dGeometry g, float* planes, int lanes, int firstRow, int endRow, float* pixels)
    {
        int top = Math.Clamp((firstRow * g.StrideH) - g.PadH, 0, g.InHeight);
        int bottom = (int)Math.Clamp(((endRow - 1L) * g.StrideH) - g.PadH + Reach(g), top, g.InHeight);
        Conv2dPadding rows = new(g.InHeight, g.InWidth, -top, 0, bottom - top, g.InWidth);
        PixelLanes.FromPlanes(planes, g.InPlane, lanes, rows, Lanes, pixels);
        return top;
    }

    private static float* RentRows(in Pool2dGeometry g)
    {
        int rows = (int)Math.Min(g.InHeight, ((StripRows(g) - 1L) * g.StrideH) + Reach(g));
        return Scratch<float>.Rent(ScratchSlot.Patches, ((rows * g.InWidth) + PixelLanes.Spill) * Lanes);
    }

    // Results of a strip, preceded by eight lanes of −0, the neutral shift: adding −0 changes no number.
    private static float* RentResults(int pixels)
    {
        float* results = Scratch<float>.Rent(ScratchSlot.Result, (pixels + 1) * Lanes);
        Vector256.Create(-0f).Store(results);
        return results + Lanes;
    }

    private readonly struct AverageBody(
        Pool2dGeometry g, bool countIncludePad, int? divisorOverride, Block<float> x, Block<float> y) : IChunkBody
    {
        public void Run(int block)
        {
            int first = block * Lanes, lanes = Math.Min(Lanes, g.Planes - first), strip = StripRows(g);
            float* pixels = RentRows(g), results = RentResults(strip * g.OutWidth);
            fixed (float* from = x, to = y)
            {
                for (int row = 0; row < g.OutHeight; row += strip)
                {
                    int end = Math.Min(row + strip, g.OutHeight);
                    int top = TransposeRows(g, from + ((nint)first * g.InPlane), lanes, row, end, pixels);
                    float* result = results;
                    for (int oh = row; oh < end; oh++)
                    {
                        PoolWindow high = PoolWindow.Contiguous(oh, g.StrideH, g.PadH, g.KernelHeight, g.InHeight);
                        for (int ow = 0; ow < g.OutWidth; ow++, result += Lanes)
                        {
                            PoolWindow wide = PoolWindow.Contiguous(ow, g.StrideW, g.PadW, g.KernelWidth, g.InWidth);
                            Vector256<float> sum = Vector256<float>.Zero;
                            if (high.Count > 0 && wide.Count > 0)
                            {
                                float* corner = pixels + ((((high.First - top) * g.InWidth) + wide.First) * Lanes);
                                sum = Sum(corner, high.Count, wide.Count, g.InWidth * Lanes)
                                    / Vector256.Create((float)PoolWindow.Divisor(high, wide, countIncludePad, divisorOverride));
                            }

                            sum.Store(result);
                        }
                    }

                    float* target = to + ((nint)first * g.OutPlane) + (row * g.OutWidth);
                    PixelLanes.ToPlanes(results, Lanes, lanes, (end - row) * g.OutWidth, results - Lanes, target, g.OutPlane);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<float> Sum(float* pixels, int rows, int columns, int pitch)
        {
            Vector256<float> sum = Vector256<float>.Zero;
            for (; rows > 0; rows--, pixels += pitch)
            {
                for (int i = 0; i < columns; i++)
                    sum += Vector256.Load(pixels + (i * Lanes));
            }

            return sum;
        }
    }

    private readonly struct AverageGradBody(
        Pool2dGeometry g, bool countIncludePad, int? divisorOverride, Block<float> gy, Block<float> gx) : IChunkBody
    {
        public void Run(int block)
        {
            int first = block * Lanes, lanes = Math.Min(Lanes, g.Planes - first);
            float* grads = Scratch<float>.Rent(ScratchSlot.Patches, (g.OutPlane + PixelLanes.Spill) * Lanes);
            float* results = RentResults(g.InPlane);
            new Span<float>(results, g.InPlane * Lanes).Clear();
            fixed (float* from = gy, to = gx)
            {
                Conv2dPadding whole = new(g.OutHeight, g.OutWidth, 0, 0, g.OutHeight, g.OutWidth);
                PixelLanes.FromPlanes(from + ((nint)first * g.OutPlane), g.OutPlane, lanes, whole, Lanes, grads);
                for (int oh = 0; oh < g.OutHeight; oh++)
                {
                    PoolWindow high = PoolWindow.Contiguous(oh, g.StrideH, g.PadH, g.KernelHeight, g.InHeight);
                    for (int ow = 0; ow < g.OutWidth; ow++, grads += Lanes)
                    {
                        PoolWindow wide = PoolWindow.Contiguous(ow, g.StrideW, g.PadW, g.KernelWidth, g.InWidth);
                        if (high.Count == 0 || wide.Count == 0)
                            continue;
                        long divisor = PoolWindow.Divisor(high, wide, countIncludePad, divisorOverride);
                        Vector256<float> share = Vector256.Load(grads) / Vector256.Create((float)divisor);
                        float* corner = results + (((high.First * g.InWidth) + wide.First) * Lanes);
                        Spread(share, corner, high.Count, wide.Count, g.InWidth * Lanes);
                    }
                }

                PixelLanes.ToPlanes(results, Lanes, lanes, g.InPlane, results - Lanes, to + ((nint)first * g.InPlane), g.InPlane);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Spread(Vector256<float> share, float* pixels, int rows, int columns, int pitch)
        {
            for (; rows > 0; rows--, pixels += pitch)
            {
                for (int i = 0; i < columns; i++)
                    (Vector256.Load(pixels + (i * Lanes)) + share).Store(pixels + (i * Lanes));
            }
        }
    }

    private readonly struct MaxBody(Pool2dGeometry g, Block<float> x, Block<float> y, Block<long> indices) : IChunkBody
    {
        public void Run(int block)
        {
            int first = block * Lanes, lanes = Math.Min(Lanes, g.Planes - first), strip = StripRows(g);
            float* pixels = RentRows(g), results = RentResults(strip * g.OutWidth);
            int* places = Scratch<int>.Rent(ScratchSlot.Result, strip * g.OutWidth * Lanes);
            fixed (float* from = x, to = y)
            {
                for (int row = 0; row < g.OutHeight; row += strip)
                {
                    int end = Math.Min(row + strip, g.OutHeight), count = (end - row) * g.OutWidth;
                    int top = TransposeRows(g, from + ((nint)first * g.InPlane), lanes, row, end, pixels);
                    float* result = results;
                    int* place = places;
                    for (int oh = row; oh < end; oh++)
                    {
                        PoolWindow high = PoolWindow.Dilated(oh, g.StrideH, g.PadH, g.KernelHeight, g.DilationH, g.InHeight);
                        for (int ow = 0; ow < g.OutWidth; ow++, result += Lanes, place += Lanes)
                        {
                            PoolWindow wide = PoolWindow.Dilated(ow, g.StrideW, g.PadW, g.KernelWidth, g.DilationW, g.InWidth);
                            Max(pixels - (top * g.InWidth * Lanes), high, wide, result, place);
                        }
                    }

                    int at = (first * g.OutPlane) + (row * g.OutWidth);
                    PixelLanes.ToPlanes(results, Lanes, lanes, count, results - Lanes, to + at, g.OutPlane);
                    for (int lane = 0; lane < lanes; lane++, at += g.OutPlane)
                    {
                        Span<long> chosen = indices.Span(at, count);
                        for (int i = 0; i < chosen.Length; i++)
                            chosen[i] = places[(i * Lanes) + lane];
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Max(float* pixels, PoolWindow high, PoolWindow wide, float* result, int* place)
        {
            int index = (high.First * g.InWidth) + wide.First;
            Vector256<float> max = Vector256.Create(float.NegativeInfinity);
            Vector256<int> best = Vector256.Create(high.Count > 0 && wide.Count > 0 ? index : -1);
            for (int row = 0; row < high.Count; row++, index += g.DilationH * g.InWidth)
            {
                for (int i = 0; i < wide.Count; i++)
                {
                    int at = index + (i * g.DilationW);
                    Vector256<float> value = Vector256.Load(pixels + ((nint)at * Lanes));
                    Vector256<float> take = Vector256.GreaterThan(value, max) | Vector256.IsNaN(value);
                    max = Vector256.ConditionalSelect(take, value, max);
                    best = Vector256.ConditionalSelect(take.AsInt32(), Vector256.Create(at), best);
                }
            }

            max.Store(result);
            best.Store(place);
        }
    }
}
