using System.Numerics;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Stride-1 convolution with 3×3 kernels by Winograd's minimal filtering F(4×4, 3×3) (A. Lavin and S. Gray, Fast Algorithms for
/// Convolutional Neural Networks, 2015; with points 0, ±5/8, ±3/2, ∞): 4×4 output pixels take 36 products per channel instead of 144.
/// Kernels and 6×6 input tiles are each transformed to 36 points, where the convolution is 36 products of matrices [target, source]
/// and [source, tile] on the register tile of <see cref="Gemm"/>; the sums are transformed back. Vectors run along tiles throughout.
/// The input gradient is the same convolution of gy with the kernels flipped.
/// </summary>
/// <remarks>
/// In float32 the error is a few times that of the direct algorithm, since sums of amplified inputs cancel: measured at most 1.3e-6 of
/// the largest result with 16 to 512 channels, compared with 2.9e-5 for points ±1, ±2 and one long sum. An infinity or NaN in the input
/// turns every output tile that reads it into NaN.
/// </remarks>
internal static unsafe partial class Conv2dWinograd<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    private const int Points = 36;
    private const int TileRows = 6;

    // Tiles transformed at a time: their inputs for 64 channels stay in the L2 cache while each panel of weights is read once.
    private const int Block = 32;

    // With fewer channels there are too few products for the transforms to pay off.
    private const int LeastChannels = 16;

    // With fewer pixels the transform of the weights does not pay off.
    private const int LeastPixels = 512;

    // The channels of more than these are added up too many in a row: Conv2dDirect adds pairwise.
    private const int MostChannels = 4096;

    // Channels summed in one pass: adding up short sums gives a smaller rounding error than one long sum.
    private const int SumLength = 64;

    private static int TileColumns => 2 * TSimd.Width;

    // A vector that starts inside a block may end past it.
    private static int RowStride => Block + TSimd.Width;

    /// <summary>Whether this algorithm supports a convolution and is the faster one.</summary>
    public static bool Suits(in Conv2dGeometry g) =>
        g is { KernelHeight: 3, KernelWidth: 3, StrideH: 1, StrideW: 1, DilationH: 1, DilationW: 1, Groups: 1 }
        && Math.Min(g.InChannels, g.OutChannels) >= LeastChannels
        && Math.Max(g.InChannels, g.OutChannels) <= MostChannels
        && FillsTiles(g.OutHeight, g.OutWidth)
        && FillsTiles(g.InHeight, g.InWidth)
        && (long)g.Batch * g.OutPlane >= LeastPixels;

    /// <summary>See <see cref="Conv2dDispatch.Forward"/>.</summary>
    public static void Forward(in Conv2dGeometry g, Block<T> x, Block<T> weight, Block<T> bias, Block<T> y) =>
        Run(new Task(g, false), g.Work, weight, x, bias, y);

    /// <summary>See <see cref="Conv2dDispatch.InputGrad"/>.</summary>
    public static void InputGrad(in Conv2dGeometry g, Block<T> gy, Block<T> weight, Block<T> gx) =>
        Run(new Task(g, true), g.Work, weight, gy, default, gx);

    // Whether at least three fifths of the tiles' pixels are inside the plane.
    private static bool FillsTiles(int height, int width) =>
        5L * height * width >= 3L * ((height + 3) & ~3) * ((width + 3) & ~3);

    private static void Run(Task task, long work, Block<T> weight, Block<T> source, Block<T> bias, Block<T> target)
    {
        // The weights are in the calling thread's scratch; the workers read them while it waits.
        T* weights = Scratch<T>.Rent(ScratchSlot.Weights, task.Panels * Points * task.PanelLength);
        fixed (T* w = weight)
            task.TransformWeights(w, weights);

        int blocks = (int)(((long)task.Batch * task.Tiles + Block - 1) / Block);
        int chunks = Math.Min(blocks, 16);
        ParallelFor.Run(chunks, work, new Body(task, blocks, chunks, weights, source, bias, target));
    }

    private readonly struct Body(
        Task task,
        int blocks,
        int chunks,
        T* weights,
        Block<T> source,
        Block<T> bias,
        Block<T> target) : IChunkBody
    {
        public void Run(int chunk)
        {
            int first = (int)((long)blocks * chunk / chunks) * Block;
            int end = Math.Min((int)((long)blocks * (chunk + 1) / chunks) * Block, task.Batch * task.Tiles);
            T* phases = Scratch<T>.Rent(ScratchSlot.Patches, (task.Sources * 16 * task.PhaseLength) + TSimd.Width);
            T* inputs = Scratch<T>.Rent(ScratchSlot.PackB, Points * task.Sources * RowStride);
            T* sums = Scratch<T>.Rent(ScratchSlot.Result, ((Points * TileRows) + 16 + 12) * TileColumns);
            int split = -1, firstRow = 0;
            fixed (T* from = source, to = target, shift = bias)
            {
                for (int block = first; block < end; block += Block)
                {
                    int count = Math.Min(Block, end - block);
                    for (int done = 0; done < count;)
                    {
                        TileRun run = task.RunAt(block + done, count - done);
                        if (run.Sample != split)
                        {
                            split = run.Sample;
                            firstRow = run.Row;
                            int endRow = (Math.Min(end, (split + 1) * task.Tiles) - 1 - (split * task.Tiles)) / task.TilesWide + 1;
                            task.SplitPhases(from + ((nint)split * task.Sources * task.SourcePlane), firstRow, endRow, phases);
                        }

                        TransformInputs(phases + ((run.Row - firstRow) * task.PhasePitch) + run.Column, run.Count, inputs + done);
                        done += run.Count;
                    }

                    for (int panel = 0; panel < task.Panels; panel++)
                    {
                        for (int column = 0; column < count; column += TileColumns)
                        {
                            Multiply(weights + ((nint)panel * Points * task.PanelLength), inputs + column, sums);
                            int rows = Math.Min(TileRows, task.Targets - (panel * TileRows));
                            for (int row = 0; row < rows; row++)
                            {
                                int channel = (panel * TileRows) + row;
                                T add = bias.IsMissing ? T.Zero : shift[channel];
                                T* pixels = sums + (Points * TileRows * TileColumns);
                                TransformSums(sums + (row * TileColumns), add, pixels, pixels + (16 * TileColumns));
                                CopyOut(pixels, block + column, Math.Min(TileColumns, count - column), channel, to);
                            }
                        }
                    }
                }
            }
        }

        // A run of tiles, all channels, to [point][channel][tile]. A vector's lanes past the run are overwritten by the next run.
        private void TransformInputs(T* phases, int count, T* inputs)
        {
            T* half = stackalloc T[Points * TSimd.Width];
            int phase = task.PhaseLength, pitch = task.PhasePitch;
            nint point = (nint)task.Sources * RowStride;
            for (int channel = 0; channel < task.Sources; channel++, phases += 16 * phase, inputs += RowStride)
            {
                for (int at = 0; at < count; at += TSimd.Width)
                {
                    for (int j = 0; j < 6; j++)
                    {
                        T* d = phases + at + ((j & 3) * phase) + (j >> 2);
                        T* d4 = d + pitch, to = half + (j * TSimd.Width);
                        ToPoints(d, d + (4 * phase), d + (8 * phase), d + (12 * phase), d4, d4 + (4 * phase), to, 6 * TSimd.Width);
                    }

                    for (int i = 0; i < 6; i++)
                    {
                        T* d = half + (i * 6 * TSimd.Width);
                        int w = TSimd.Width;
                        ToPoints(d, d + w, d + (2 * w), d + (3 * w), d + (4 * w), d + (5 * w), inputs + at + (i * 6 * point), point);
                    }
                }
            }
        }

        private void Multiply(T* weights, T* inputs, T* sums)
        {
            for (int point = 0; point < Points; point++)
            {
                for (int source = 0; source < task.Sources; source += SumLength)
                {
                    T* from = weights + (source * TileRows);
                    Tile6x2<T, TSimd, TVector>.Run(
                        Math.Min(SumLength, task.Sources - source),
                        from,
                        from + 1,
                        from + 2,
                        from + 3,
                        from + 4,
                        from + 5,
                        new EvenSteps(TileRows),
                        new StridedRows<T>(inputs + ((nint)source * RowStride), RowStride),
                        sums,
                        TileColumns,
                        source > 0);
                }

                weights += task.PanelLength;
                inputs += (nint)task.Sources * RowStride;
                sums += TileRows * TileColumns;
            }
        }

        // The 4×4 pixels of each tile as 16 rows of tiles.
        private static void TransformSums(T* sums, T add, T* pixels, T* half)
        {
            int w = TSimd.Width, point = TileRows * TileColumns;
            TVector shift = TSimd.Broadcast(add);
            for (int at = 0; at < TileColumns; at += w)
            {
                for (int j = 0; j < 6; j++)
                    FromPoints(sums + at + (j * point), 6 * point, TSimd.Zero, half + (j * w), 6 * w);
                for (int i = 0; i < 4; i++)
                    FromPoints(half + (i * 6 * w), w, shift, pixels + at + (i * 4 * TileColumns), TileColumns);
            }
        }

        private void CopyOut(T* pixels, int tile, int count, int channel, T* to)
        {
            int height = task.Height, width = task.Width;
            while (count > 0)
            {
                TileRun run = task.RunAt(tile, count);
                T* plane = to + ((((nint)run.Sample * task.Targets) + channel) * height * width);
                int top = 4 * run.Row, left = 4 * run.Column;
                int rows = Math.Min(4, height - top), whole = Math.Min(run.Count, (width - left) / 4);
                for (int row = 0; row < rows; row++)
                {
                    T* line = plane + ((nint)(top + row) * width) + left;
                    T* p0 = pixels + (row * 4 * TileColumns), p1 = p0 + TileColumns, p2 = p1 + TileColumns, p3 = p2 + TileColumns;
                    for (int i = 0; i < whole; i++, line += 4)
                    {
                        line[0] = p0[i];
                        line[1] = p1[i];
                        line[2] = p2[i];
                        line[3] = p3[i];
                    }

                    if (whole < run.Count)
                    {
                        for (int i = 0; i < (width & 3); i++)
                            line[i] = p0[(i * TileColumns) + whole];
                    }
                }

                pixels += run.Count;
                tile += run.Count;
                count -= run.Count;
            }
        }
    }
}
