using System.Numerics;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Convolution without materialized patches, with any stride and dilation: the six rows of a register tile are six output pixels, read
/// from the padded input at a list of offsets, and its columns are output channels. No surplus pixels are computed, whatever the width
/// of the planes. The input gradient is the same convolution of gy, in one phase for each step of the strides.
/// </summary>
internal static unsafe partial class Conv2dByPixels<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    private const int TileRows = 6;
    private const int Filling = TileRows - 1;

    // Products summed in one pass: enough to make loading the sums cheap, few enough that their weights stay in the L1 cache.
    private const int BlockTaps = 288;

    // The most blocks that are added to one running sum; more are added pairwise.
    private const int PartBlocks = 64;

    // Pixels whose sums are buffered at a time, in whole tiles.
    private const int BlockPixels = 20 * TileRows;

    /// <summary>Output channels in one tile.</summary>
    public static int TileColumns => 2 * TSimd.Width;

    /// <summary>See <see cref="Conv2dDispatch.Forward"/>.</summary>
    public static void Forward(in Conv2dGeometry g, Block<T> x, Block<T> weight, Block<T> bias, Block<T> y) =>
        Run(new Task(g, false), g.Work, weight, x, bias, y);

    /// <summary>See <see cref="Conv2dDispatch.InputGrad"/>.</summary>
    public static void InputGrad(in Conv2dGeometry g, Block<T> gy, Block<T> weight, Block<T> gx) =>
        Run(new Task(g, true), g.Work, weight, gy, default, gx);

    private static void Run(Task task, long work, Block<T> weight, Block<T> source, Block<T> bias, Block<T> target)
    {
        // Weights and lists are in the calling thread's scratch; the workers read them while it waits.
        T* packed = Scratch<T>.Rent(ScratchSlot.Weights, task.Groups * task.Panels * task.Entries * TileColumns);
        int taps = task.Entries, pixels = (task.TargetHeight * task.TargetWidth) + (Filling * task.Phases);
        int* offsets = Scratch<int>.Rent(ScratchSlot.Weights, taps + pixels + task.Phases + (2 * task.Taps));
        int* ends = offsets + taps + pixels;
        task.ListPixels(offsets + taps);
        fixed (T* w = weight)
            task.List(w, offsets, ends, ends + task.Phases, packed);
        ParallelFor.Run(
            task.Batch * task.Splits,
            work,
            new Body(task, packed, offsets, offsets + taps, ends, source, bias, target));
    }

    private readonly struct Body(
        Task task,
        T* packed,
        int* offsets,
        int* pixels,
        int* ends,
        Block<T> source,
        Block<T> bias,
        Block<T> target) : IChunkBody
    {
        public void Run(int chunk)
        {
            int sample = chunk / task.Splits, split = chunk % task.Splits;
            int firstPanel = task.Panels * split / task.Splits, endPanel = task.Panels * (split + 1) / task.Splits;
            Conv2dPadding padding = task.Padding;
            nint sourcePlane = (nint)padding.Height * padding.Width, targetPlane = (nint)task.TargetHeight * task.TargetWidth;
            int waiting = task.Phases == 1 ? 0 : task.StripLength;
            T* shift = Scratch<T>.Rent(ScratchSlot.Result, ((BlockPixels + 1) * TileColumns) + waiting);
            T* sums = shift + TileColumns;
            fixed (T* from = source, to = target)
            {
                for (int group = 0; group < task.Groups; group++)
                {
                    T* planes = from + ((((nint)sample * task.Groups) + group) * task.Sources * sourcePlane);
                    if (!padding.IsInPlace)
                    {
                        T* copy = Scratch<T>.Rent(ScratchSlot.Patches, padding.Room(task.Sources));
                        padding.Copy(planes, task.Sources, copy);
                        planes = copy;
                    }

                    for (int panel = firstPanel; panel < endPanel; panel++)
                    {
                        int first = panel * TileColumns, channel = (group * task.Targets) + first;
                        int channels = Math.Min(TileColumns, task.Targets - first);
                        for (int i = 0; i < channels; i++)
                            shift[i] = bias.IsMissing ? T.Zero : bias[channel + i];
                        T* weights = packed + ((((nint)group * task.Panels) + panel) * task.Entries * TileColumns);
                        T* plane = to + ((((nint)sample * task.Groups * task.Targets) + channel) * targetPlane);
                        if (task.Phases == 1)
                            OnePhase(planes, weights, sums, shift, plane, channels);
                        else if (task.Taps == 1)
                            OneTap(planes, weights, sums, plane, channels);
                        else
                            AllPhases(planes, weights, sums, shift, plane, channels);
                    }
                }
            }
        }

        private void OnePhase(T* planes, T* weights, T* sums, T* shift, T* plane, int channels)
        {
            int size = task.TargetHeight * task.TargetWidth;
            for (int first = 0; first < size; first += BlockPixels)
            {
                int count = Math.Min(BlockPixels, size - first);
                Sum(planes, pixels + first, count, offsets, task.Entries, weights, sums);
                PixelLanes.ToPlanes(sums, TileColumns, channels, count, shift, plane + first, size);
            }
        }

        // A 1×1 kernel has a tap in only one phase; the results of the others are zero.
        private void OneTap(T* planes, T* weights, T* sums, T* plane, int channels)
        {
            int size = task.TargetHeight * task.TargetWidth, phase = 0;
            new Span<T>(plane, channels * size).Clear();
            int* list = pixels;
            for (; ends[phase] == 0; phase++)
                list += task.Count(phase) + Filling;
            int width = task.Columns.Count(phase % task.Columns.Phases), count = task.Count(phase);
            T* corner = plane + (phase / task.Columns.Phases * task.TargetWidth) + (phase % task.Columns.Phases);
            for (int first = 0; first < count; first += BlockPixels)
            {
                int end = Math.Min(count, first + BlockPixels);
                Sum(planes, list + first, end - first, offsets, task.Entries, weights, sums);
                for (int i = first; i < end; i++)
                {
                    T* from = sums + ((i - first) * TileColumns);
                    T* to = corner + (i / width * task.Rows.TargetStep * task.TargetWidth) + (i % width * task.Columns.TargetStep);
                    for (int channel = 0; channel < channels; channel++, to += size)
                        *to = from[channel];
                }
            }
        }

        private void AllPhases(T* planes, T* weights, T* sums, T* shift, T* plane, int channels)
        {
            T* results = sums + (BlockPixels * TileColumns);
            Conv2dAxis rows = task.Rows, columns = task.Columns;
            for (int strip = 0; strip < rows.Count(0); strip += task.StripRows)
            {
                int begin = 0;
                int* list = pixels;
                for (int phase = 0; phase < task.Phases; begin = ends[phase], phase++)
                {
                    int rowPhase = phase / columns.Phases, columnPhase = phase % columns.Phases, width = columns.Count(columnPhase);
                    int end = Math.Min(strip + task.StripRows, rows.Count(rowPhase)) * width;
                    for (int first = strip * width; first < end; first += BlockPixels)
                    {
                        int count = Math.Min(BlockPixels, end - first), taps = ends[phase] - begin;
                        if (taps > 0)
                            Sum(planes, list + first, count, offsets + begin, taps, weights + ((nint)begin * TileColumns), sums);
                        else
                            new Span<T>(sums, count * TileColumns).Clear();
                        (int row, int column) = Math.DivRem(first, width);
                        int targetRow = ((row - strip) * rows.TargetStep) + rowPhase;
                        T* line = results + ((targetRow * task.TargetWidth) + columnPhase) * TileColumns;
                        int step = columns.TargetStep * TileColumns, rowStep = rows.TargetStep * task.TargetWidth * TileColumns;
                        Spread(sums, count, width, column, step, rowStep, line);
                    }

                    list += task.Count(phase) + Filling;
                }

                int firstRow = strip * rows.TargetStep, endRow = Math.Min(firstRow + (task.StripRows * rows.TargetStep), task.TargetHeight);
                PixelLanes.ToPlanes(
                    results,
                    TileColumns,
                    channels,
                    (endRow - firstRow) * task.TargetWidth,
                    shift,
                    plane + (firstRow * task.TargetWidth),
                    (nint)task.TargetHeight * task.TargetWidth);
            }
        }

        // The sums of a range of pixels, one row of TileColumns channels for each pixel.
        private static void Sum(T* planes, int* list, int count, int* taps, int tapCount, T* weights, T* sums)
        {
            int blocks = Math.Max(1, tapCount / BlockTaps), parts = (blocks - 1) / PartBlocks + 1;
            if (parts == 1)
            {
                Part(planes, list, count, taps, tapCount, 0, blocks, blocks, weights, sums);
                return;
            }

            int size = (count + Filling) / TileRows * TileRows * TileColumns, levels = PairwiseSums<T>.Levels(parts);
            var partSums = new PairwiseSums<T>(new Span<T>(Scratch<T>.Rent(ScratchSlot.Partials, levels * size), levels * size), size);
            for (int part = 0; part < parts; part++)
            {
                int end = Math.Min(blocks, (part + 1) * PartBlocks);
                fixed (T* next = partSums.Next)
                    Part(planes, list, count, taps, tapCount, part * PartBlocks, end, blocks, weights, next);
                partSums.Push(default(AddingNumbers<T>));
            }

            partSums.Total(new Span<T>(sums, size), default(AddingNumbers<T>));
        }

        private static void Part(
            T* planes, int* list, int count, int* taps, int tapCount, int firstBlock, int endBlock, int blocks, T* weights, T* sums)
        {
            for (int block = firstBlock; block < endBlock; block++)
            {
                int first = (int)((long)tapCount * block / blocks), end = (int)((long)tapCount * (block + 1) / blocks);
                for (int i = 0; i < count; i += TileRows)
                {
                    Tile6x2<T, TSimd, TVector>.Run(
                        end - first,
                        planes + list[i],
                        planes + list[i + 1],
                        planes + list[i + 2],
                        planes + list[i + 3],
                        planes + list[i + 4],
                        planes + list[i + 5],
                        new ListedSteps(taps + first),
                        new StridedRows<T>(weights + ((nint)first * TileColumns), TileColumns),
                        sums + (i * TileColumns),
                        TileColumns,
                        block > firstBlock);
                }
            }
        }

        // Scatters sums of consecutive pixels to pixels that are steps apart.
        private static void Spread(T* sums, int count, int width, int column, int step, int rowStep, T* line)
        {
            for (; count > 0; count--, sums += TileColumns)
            {
                T* to = line + (column * step);
                TSimd.Store(TSimd.Load(sums), to);
                TSimd.Store(TSimd.Load(sums + TSimd.Width), to + TSimd.Width);
                if (++column == width)
                {
                    column = 0;
                    line += rowStep;
                }
            }
        }
    }
}
