using System.Numerics;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Stride-1 convolution without materialized patches. Padded planes are read as one long row of pixels: each tap is that row at an
/// offset, so the product of weights and patches runs on the register tile of <see cref="Gemm"/> with a list of offsets
/// in place of B's rows. The few pixels between the end of one output row and the start of the next are computed but
/// not copied out. The input gradient is the same convolution of gy with the kernels flipped.
/// </summary>
internal static unsafe partial class Conv2dDirect<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    private const int TileRows = 6;

    // Products summed in one pass: enough to make loading the sums cheap, few enough that the weights and the rows being read stay in
    // the L1 cache.
    private const int BlockTaps = 288;

    // The most blocks that are added to one running sum.
    private const int PartBlocks = 64;

    private static int TileColumns => 2 * TSimd.Width;

    /// <summary>Whether a panel of sums over planes of this size can be held.</summary>
    public static bool Fits(in Conv2dGeometry g, int height, int width) =>
        TileRows * ((height * (width + ((long)g.DilationW * (g.KernelWidth - 1)))) + TileColumns) <= Conv2dGeometry.MostPadded;

    /// <summary>See <see cref="Conv2dDispatch.Forward"/>.</summary>
    public static void Forward(in Conv2dGeometry g, Block<T> x, Block<T> weight, Block<T> bias, Block<T> y)
    {
        Task task = new(g, false);
        fixed (T* w = weight)
            Run(task, g.Work, w, x, bias, y);
    }

    /// <summary>See <see cref="Conv2dDispatch.InputGrad"/>.</summary>
    public static void InputGrad(in Conv2dGeometry g, Block<T> gy, Block<T> weight, Block<T> gx)
    {
        Task task = new(g, true);
        fixed (T* w = weight)
            Run(task, g.Work, w, gy, default, gx);
    }

    private static void Run(Task task, long work, T* weight, Block<T> source, Block<T> bias, Block<T> target)
    {
        // Weights and offsets are in the calling thread's scratch; the workers read them while it waits.
        T* packed = Scratch<T>.Rent(ScratchSlot.Weights, task.Groups * task.PanelsPerGroup * TileRows * task.Fan);
        int* offsets = Scratch<int>.Rent(ScratchSlot.Weights, task.Fan);
        task.PackWeights(weight, packed);
        task.ListOffsets(offsets);
        ParallelFor.Run(
            task.Batch * task.Splits, work, new Body(task, packed, offsets, source, bias, target));
    }

    private readonly struct Body(Task task, T* packed, int* offsets, Block<T> source, Block<T> bias, Block<T> target) : IChunkBody
    {
        public void Run(int chunk)
        {
            int sample = chunk / task.Splits, split = chunk % task.Splits;
            int firstPanel = task.PanelsPerGroup * split / task.Splits, endPanel = task.PanelsPerGroup * (split + 1) / task.Splits;
            Conv2dPadding padding = task.Padding;
            int sourcePlane = padding.Height * padding.Width;
            int pixels = task.Pixels;

            // Less than a tile of pixels must be read from a copy with room after its end.
            bool inPlace = padding.IsInPlace && pixels >= TileColumns;
            int stride = (pixels + TileColumns - 1) / TileColumns * TileColumns;
            T* sums = Scratch<T>.Rent(ScratchSlot.Result, TileRows * stride);
            fixed (T* from = source, to = target, shift = bias)
            {
                for (int group = 0; group < task.Groups; group++)
                {
                    T* planes = from + ((((nint)sample * task.Groups) + group) * task.Sources * sourcePlane);
                    if (!inPlace)
                    {
                        int room = padding.IsInPlace ? task.Sources * padding.Plane : padding.Room(task.Sources);
                        T* copy = Scratch<T>.Rent(ScratchSlot.Patches, room + TileColumns);
                        if (padding.IsInPlace)
                            new ReadOnlySpan<T>(planes, task.Sources * sourcePlane).CopyTo(new Span<T>(copy, task.Sources * sourcePlane));
                        else
                            padding.Copy(planes, task.Sources, copy);
                        planes = copy;
                    }

                    for (int panel = firstPanel; panel < endPanel; panel++)
                    {
                        T* weights = packed + ((((nint)group * task.PanelsPerGroup) + panel) * TileRows * task.Fan);
                        Sum(planes, weights, pixels, sums, stride);
                        JoinLastTile(sums, pixels, stride);
                        int channel = panel * TileRows;
                        for (int i = 0; i < TileRows && channel + i < task.Targets; i++)
                        {
                            int plane = (group * task.Targets) + channel + i;
                            T add = bias.IsMissing ? T.Zero : shift[plane];
                            nint start = (((nint)sample * task.Groups * task.Targets) + plane) * task.Height * task.Width;
                            CopyOut(sums + ((nint)i * stride), to + start, add);
                        }
                    }
                }
            }
        }

        // One panel's sums, for all pixels: blocks of taps are added up, and very many blocks pairwise.
        private void Sum(T* planes, T* weights, int pixels, T* sums, int stride)
        {
            int blocks = task.Blocks, parts = (blocks - 1) / PartBlocks + 1;
            if (parts == 1)
            {
                Part(planes, weights, 0, blocks, pixels, sums, stride);
                return;
            }

            int size = TileRows * stride, levels = PairwiseSums<T>.Levels(parts);
            var partSums = new PairwiseSums<T>(new Span<T>(Scratch<T>.Rent(ScratchSlot.Partials, levels * size), levels * size), size);
            for (int part = 0; part < parts; part++)
            {
                fixed (T* next = partSums.Next)
                    Part(planes, weights, part * PartBlocks, Math.Min(blocks, (part + 1) * PartBlocks), pixels, next, stride);
                partSums.Push(default(AddingNumbers<T>));
            }

            partSums.Total(new Span<T>(sums, size), default(AddingNumbers<T>));
        }

        private void Part(T* planes, T* weights, int firstBlock, int endBlock, int pixels, T* sums, int stride)
        {
            for (int block = firstBlock; block < endBlock; block++)
            {
                int first = task.FirstTap(block), end = task.FirstTap(block + 1);
                LongRow(planes, weights + ((nint)first * TileRows), offsets + first, end - first, pixels, sums, stride, block > firstBlock);
            }
        }

        // One panel's sums over a range of the taps, for all pixels.
        private static void LongRow(T* planes, T* weights, int* taps, int count, int pixels, T* sums, int stride, bool accumulate)
        {
            for (int pixel = 0; pixel < stride; pixel += TileColumns)
            {
                // The last tile is shifted back to stay inside the planes; its sums are stored separately.
                int at = Math.Max(0, Math.Min(pixel, pixels - TileColumns));
                Tile6x2<T, TSimd, TVector>.Run(
                    count,
                    weights,
                    weights + 1,
                    weights + 2,
                    weights + 3,
                    weights + 4,
                    weights + 5,
                    new EvenSteps(TileRows),
                    new ListedRows<T>(planes + at, taps),
                    sums + pixel,
                    stride,
                    accumulate);
            }
        }

        // Closes the gap before the last tile: moves those of its sums that do not overlap the tile before to that tile's end.
        private static void JoinLastTile(T* sums, int pixels, int stride)
        {
            int skip = stride - pixels;
            if (skip == 0 || pixels < TileColumns)
                return;

            T* last = sums + stride - TileColumns;
            for (int row = 0; row < TileRows; row++, last += stride)
                new ReadOnlySpan<T>(last + skip, TileColumns - skip).CopyTo(new Span<T>(last, TileColumns - skip));
        }

        // Copies the target's rows out of the long row of pixels.
        private void CopyOut(T* from, T* to, T add)
        {
            int width = task.Width;
            TVector shift = TSimd.Broadcast(add);
            for (int row = 0; row < task.Height; row++, from += task.Padding.Pitch, to += width)
            {
                int i = 0;
                for (; i + TSimd.Width <= width; i += TSimd.Width)
                    TSimd.Store(TSimd.Add(TSimd.Load(from + i), shift), to + i);
                for (; i < width; i++)
                    to[i] = from[i] + add;
            }
        }
    }
}
