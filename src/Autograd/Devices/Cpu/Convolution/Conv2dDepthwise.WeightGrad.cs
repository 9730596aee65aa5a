using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

internal static unsafe partial class Conv2dDepthwise<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    // Taps summed in one pass over the pixels: a 3×3 kernel's, and enough sums to hide a multiply-add's latency.
    private const int TapsAtOnce = 9;

    // Pixels summed in one pass, in whole rows: adding up short sums gives a smaller rounding error than one long sum.
    private const int SumLength = 512;

    /// <summary>See <see cref="Conv2dDispatch.WeightGrad"/>.</summary>
    public static void WeightGrad(in Conv2dGeometry g, Block<T> x, Block<T> gy, Block<T> gw)
    {
        Task task = new(g, false);
        SampleGroups groups = new(task.Units);
        int taps = (g.Taps + TapsAtOnce - 1) / TapsAtOnce * TapsAtOnce;
        int length = task.Targets * taps * task.WeightPitch;
        T* partials = Scratch<T>.Rent(ScratchSlot.Partials, groups.Count * length);
        ParallelFor.Run(groups.Count, g.Work, new WeightGradBody(g, task, groups, taps, x, gy, partials));

        groups.Sum(new ReadOnlySpan<T>(partials, groups.Count * length), new Span<T>(partials, length));
        for (int channel = 0, at = 0; channel < g.OutChannels; channel++)
        {
            for (int tap = 0; tap < g.Taps; tap++, at++)
            {
                // Past the last channel, the sums wrap around to the first channels.
                T* sums = partials + ((((channel % task.Targets) * taps) + tap) * (nint)task.WeightPitch);
                T sum = T.Zero;
                for (int i = channel / task.Targets; i < task.WeightPitch; i += task.Channels)
                    sum += sums[i];
                gw[at] = sum;
            }
        }
    }

    private readonly struct WeightGradBody(
        Conv2dGeometry g, Task task, SampleGroups groups, int taps, Block<T> x, Block<T> gy, T* partials) : IChunkBody
    {
        public void Run(int chunk)
        {
            int length = task.Targets * taps * task.WeightPitch;
            T* totals = partials + ((nint)chunk * length);
            new Span<T>(totals, length).Clear();
            int* offsets = stackalloc int[TapsAtOnce];
            int stripPixels = task.StripRows * g.OutWidth, rowsAtOnce = Math.Max(1, SumLength / g.OutWidth);
            T* pixels = Scratch<T>.Rent(ScratchSlot.Patches, task.StripLength + (PixelLanes.Spill * TSimd.Width));
            T* grads = Scratch<T>.Rent(ScratchSlot.Result, (stripPixels + PixelLanes.Spill) * TSimd.Width);
            fixed (T* from = x, gradients = gy)
            {
                for (int unit = groups.First(chunk); unit < groups.First(chunk + 1); unit++)
                {
                    int at = unit / task.Strips * TSimd.Width, lanes = Math.Min(TSimd.Width, task.Planes - at);
                    int firstRow = unit % task.Strips * task.StripRows, rows = Math.Min(task.StripRows, g.OutHeight - firstRow);
                    task.TurnSource(from, at, lanes, firstRow, pixels);
                    Conv2dPadding whole = new(g.OutHeight, g.OutWidth, -firstRow, 0, rows, g.OutWidth);
                    for (int i = 0; i < task.Targets; i++)
                    {
                        T* planes = gradients + (((nint)(at * task.Targets) + i) * g.OutPlane);
                        PixelLanes.FromPlanes(planes, task.Targets * g.OutPlane, lanes, whole, TSimd.Width, grads);
                        for (int tap = 0; tap < taps; tap += TapsAtOnce)
                        {
                            for (int j = 0; j < TapsAtOnce; j++)
                            {
                                // Taps that do not exist repeat the last one; their sums are never read.
                                (int h, int w) = Math.DivRem(Math.Min(tap + j, g.Taps - 1), g.KernelWidth);
                                offsets[j] = (h * g.DilationH * task.Pitch) + (w * g.DilationW * TSimd.Width);
                            }

                            T* sums = totals + (((i * taps) + tap) * (nint)task.WeightPitch) + (at % task.Channels);
                            nint pitch = (nint)g.StrideH * task.Pitch;
                            for (int row = 0; row < rows; row += rowsAtOnce)
                            {
                                Correlate(
                                    pixels + (row * pitch),
                                    g.StrideW * TSimd.Width,
                                    pitch,
                                    offsets,
                                    grads + (row * g.OutWidth * TSimd.Width),
                                    Math.Min(rowsAtOnce, rows - row),
                                    g.OutWidth,
                                    sums,
                                    task.WeightPitch);
                            }
                        }
                    }
                }
            }
        }
    }

    // Adds the nine dot products of gy, over all its pixels, with nine shifted views of x.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Correlate(T* x, nint xStep, nint xRow, int* offsets, T* gy, int rows, int columns, T* sums, nint pitch)
    {
        TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero;
        TVector s3 = TSimd.Zero, s4 = TSimd.Zero, s5 = TSimd.Zero;
        TVector s6 = TSimd.Zero, s7 = TSimd.Zero, s8 = TSimd.Zero;
        nint o0 = offsets[0], o1 = offsets[1], o2 = offsets[2];
        nint o3 = offsets[3], o4 = offsets[4], o5 = offsets[5];
        nint o6 = offsets[6], o7 = offsets[7], o8 = offsets[8];
        for (; rows > 0; rows--, x += xRow)
        {
            T* p = x;
            for (int i = columns; i > 0; i--, p += xStep, gy += TSimd.Width)
            {
                TVector d = TSimd.Load(gy);
                s0 = TSimd.MultiplyAdd(d, TSimd.Load(p + o0), s0);
                s1 = TSimd.MultiplyAdd(d, TSimd.Load(p + o1), s1);
                s2 = TSimd.MultiplyAdd(d, TSimd.Load(p + o2), s2);
                s3 = TSimd.MultiplyAdd(d, TSimd.Load(p + o3), s3);
                s4 = TSimd.MultiplyAdd(d, TSimd.Load(p + o4), s4);
                s5 = TSimd.MultiplyAdd(d, TSimd.Load(p + o5), s5);
                s6 = TSimd.MultiplyAdd(d, TSimd.Load(p + o6), s6);
                s7 = TSimd.MultiplyAdd(d, TSimd.Load(p + o7), s7);
                s8 = TSimd.MultiplyAdd(d, TSimd.Load(p + o8), s8);
            }
        }

        Add(s0, sums);
        Add(s1, sums + pitch);
        Add(s2, sums + (2 * pitch));
        Add(s3, sums + (3 * pitch));
        Add(s4, sums + (4 * pitch));
        Add(s5, sums + (5 * pitch));
        Add(s6, sums + (6 * pitch));
        Add(s7, sums + (7 * pitch));
        Add(s8, sums + (8 * pitch));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TVector value, T* sum) => TSimd.Store(TSimd.Add(TSimd.Load(sum), value), sum);
}
