using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Depthwise convolutions, whose output channels see one input channel each, with any stride and dilation. As many planes as a vector
/// has lanes are interleaved pixel by pixel (<see cref="PixelLanes"/>), so each tap is one multiply-add of a vector of pixels and a
/// vector of weights. The input gradient is the same convolution of gy, in one phase for each step of the strides.
/// </summary>
internal static unsafe partial class Conv2dDepthwise<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    private const int MostChunks = 16;

    // The most products in one running sum; the other algorithms add up more of them pairwise.
    private const int LongestSum = 4096;

    /// <summary>Whether a convolution is depthwise and has planes for most of the lanes at this vector width.</summary>
    public static bool Suits(in Conv2dGeometry g) =>
        g.GroupIn == 1 && g.Groups > 1 && 2 * g.Batch * g.InChannels > TSimd.Width && (long)g.GroupOut * g.Taps <= LongestSum;

    /// <summary>See <see cref="Conv2dDispatch.Forward"/>.</summary>
    public static void Forward(in Conv2dGeometry g, Block<T> x, Block<T> weight, Block<T> bias, Block<T> y) =>
        Run(new Task(g, false), g.Work, weight, x, bias, y);

    /// <summary>See <see cref="Conv2dDispatch.InputGrad"/>.</summary>
    public static void InputGrad(in Conv2dGeometry g, Block<T> gy, Block<T> weight, Block<T> gx) =>
        Run(new Task(g, true), g.Work, weight, gy, default, gx);

    private static void Run(Task task, long work, Block<T> weight, Block<T> source, Block<T> bias, Block<T> target)
    {
        // Weights and lists are in the calling thread's scratch; the workers read them while it waits.
        T* weights = Scratch<T>.Rent(ScratchSlot.Weights, task.Targets * task.Entries * task.WeightPitch);
        int* offsets = Scratch<int>.Rent(ScratchSlot.Weights, task.Entries + (task.Rows.Phases * task.Columns.Phases));
        int* ends = offsets + task.Entries;
        fixed (T* w = weight)
            task.List(w, offsets, ends, weights);

        int chunks = Math.Min(task.Units, MostChunks);
        ParallelFor.Run(
            chunks, work, new Body(task, chunks, weights, offsets, ends, source, bias, target));
    }

    private readonly struct Body(
        Task task,
        int chunks,
        T* weights,
        int* offsets,
        int* ends,
        Block<T> source,
        Block<T> bias,
        Block<T> target) : IChunkBody
    {
        public void Run(int chunk)
        {
            int first = (int)((long)task.Units * chunk / chunks), end = (int)((long)task.Units * (chunk + 1) / chunks);
            T* pixels = Scratch<T>.Rent(ScratchSlot.Patches, (task.Sources * task.StripLength) + (PixelLanes.Spill * TSimd.Width));
            int stripPixels = task.StripRows * task.Rows.TargetStep * task.TargetWidth;
            T* results = Scratch<T>.Rent(ScratchSlot.Result, (stripPixels + 1) * TSimd.Width);
            nint plane = (nint)task.TargetHeight * task.TargetWidth;
            T* shift = results;
            results += TSimd.Width;
            fixed (T* from = source, to = target)
            {
                for (int unit = first; unit < end; unit++)
                {
                    int at = unit / task.Strips * TSimd.Width, lanes = Math.Min(TSimd.Width, task.Planes - at);
                    int firstRow = unit % task.Strips * task.StripRows, channel = at % task.Channels;
                    task.TurnSource(from, at, lanes, firstRow, pixels);

                    int firstTarget = firstRow * task.Rows.TargetStep;
                    int endTarget = Math.Min(firstTarget + (task.StripRows * task.Rows.TargetStep), task.TargetHeight);
                    for (int i = 0; i < task.Targets; i++)
                    {
                        Strip(pixels, firstRow, weights + ((nint)i * task.Entries * task.WeightPitch) + channel, results);
                        for (int lane = 0; lane < TSimd.Width; lane++)
                            shift[lane] = bias.IsMissing ? T.Zero : bias[((channel + lane) % task.Channels * task.Targets) + i];
                        PixelLanes.ToPlanes(
                            results,
                            TSimd.Width,
                            lanes,
                            (endTarget - firstTarget) * task.TargetWidth,
                            shift,
                            to + (((at * task.Targets) + i) * plane) + (firstTarget * task.TargetWidth),
                            task.Targets * plane);
                    }
                }
            }
        }

        private void Strip(T* pixels, int firstRow, T* w, T* results)
        {
            nint sourceStep = task.Columns.SourceStep * TSimd.Width, targetStep = task.Columns.TargetStep * TSimd.Width;
            int begin = 0;
            for (int phase = 0; phase < task.Rows.Phases * task.Columns.Phases; phase++)
            {
                int rowPhase = phase / task.Columns.Phases, columnPhase = phase % task.Columns.Phases;
                int rows = Math.Min(task.StripRows, task.Rows.Count(rowPhase) - firstRow), columns = task.Columns.Count(columnPhase);
                for (int row = 0; row < rows; row++)
                {
                    T* to = results + (((((row * task.Rows.TargetStep) + rowPhase) * task.TargetWidth) + columnPhase) * TSimd.Width);
                    T* from = pixels + (row * task.Rows.SourceStep * task.Pitch);
                    T* weight = w + ((nint)begin * task.WeightPitch);
                    Row(ends[phase] - begin, from, sourceStep, offsets + begin, weight, task.WeightPitch, to, targetStep, columns);
                }

                begin = ends[phase];
            }
        }
    }

    // Eight results at a time, then four, then single ones; the last four are shifted back over results that are already done.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Row(int taps, T* x, nint xStep, int* offsets, T* w, nint wPitch, T* y, nint yStep, int count)
    {
        int at = 0;
        for (; at + 8 <= count; at += 8)
        {
            TVector a0 = TSimd.Zero, a1 = TSimd.Zero, a2 = TSimd.Zero, a3 = TSimd.Zero;
            TVector a4 = TSimd.Zero, a5 = TSimd.Zero, a6 = TSimd.Zero, a7 = TSimd.Zero;
            T* from = x + (at * xStep), weight = w;
            for (nint tap = 0; tap < taps; tap++, weight += wPitch)
            {
                T* p = from + offsets[tap], q = p + (4 * xStep);
                TVector v = TSimd.Load(weight);
                a0 = TSimd.MultiplyAdd(v, TSimd.Load(p), a0);
                a1 = TSimd.MultiplyAdd(v, TSimd.Load(p + xStep), a1);
                a2 = TSimd.MultiplyAdd(v, TSimd.Load(p + (2 * xStep)), a2);
                a3 = TSimd.MultiplyAdd(v, TSimd.Load(p + (3 * xStep)), a3);
                a4 = TSimd.MultiplyAdd(v, TSimd.Load(q), a4);
                a5 = TSimd.MultiplyAdd(v, TSimd.Load(q + xStep), a5);
                a6 = TSimd.MultiplyAdd(v, TSimd.Load(q + (2 * xStep)), a6);
                a7 = TSimd.MultiplyAdd(v, TSimd.Load(q + (3 * xStep)), a7);
            }

            T* to = y + (at * yStep);
            TSimd.Store(a0, to);
            TSimd.Store(a1, to + yStep);
            TSimd.Store(a2, to + (2 * yStep));
            TSimd.Store(a3, to + (3 * yStep));
            to += 4 * yStep;
            TSimd.Store(a4, to);
            TSimd.Store(a5, to + yStep);
            TSimd.Store(a6, to + (2 * yStep));
            TSimd.Store(a7, to + (3 * yStep));
        }

        for (; at < count && count >= 4; at += 4)
        {
            at = Math.Min(at, count - 4);
            TVector a0 = TSimd.Zero, a1 = TSimd.Zero, a2 = TSimd.Zero, a3 = TSimd.Zero;
            T* from = x + (at * xStep), weight = w;
            for (nint tap = 0; tap < taps; tap++, weight += wPitch)
            {
                T* p = from + offsets[tap];
                TVector v = TSimd.Load(weight);
                a0 = TSimd.MultiplyAdd(v, TSimd.Load(p), a0);
                a1 = TSimd.MultiplyAdd(v, TSimd.Load(p + xStep), a1);
                a2 = TSimd.MultiplyAdd(v, TSimd.Load(p + (2 * xStep)), a2);
                a3 = TSimd.MultiplyAdd(v, TSimd.Load(p + (3 * xStep)), a3);
            }

            T* to = y + (at * yStep);
            TSimd.Store(a0, to);
            TSimd.Store(a1, to + yStep);
            TSimd.Store(a2, to + (2 * yStep));
            TSimd.Store(a3, to + (3 * yStep));
        }

        for (; at < count; at++)
        {
            TVector sum = TSimd.Zero;
            T* from = x + (at * xStep), weight = w;
            for (nint tap = 0; tap < taps; tap++, weight += wPitch)
                sum = TSimd.MultiplyAdd(TSimd.Load(weight), TSimd.Load(from + offsets[tap]), sum);
            TSimd.Store(sum, y + (at * yStep));
        }
    }
}
