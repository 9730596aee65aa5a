using System.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Convolution without written-out patches, of any stride and dilation: the six rows of a register tile are six output pixels, read from
/// the padded input at a list of offsets, and its columns are output channels. No pixel is computed that is not wanted, whatever
/// the width of the planes. The input gradient is the same convolution of gy, in as many phases as the strides have steps.
/// </summary>
internal static unsafe partial class Conv2dByPixels<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    private const int TileRows = 6;

    // Products summed in one go: so many that loading the sums is cheap, so few that their weights stay in the first-level cache.
    private const int BlockTaps = 288;

    // Pixels whose sums are kept at a time, in whole tiles.
    private const int BlockPixels = 20 * TileRows;

    /// <summary>Output channels in one tile.</summary>
    public static int TileColumns => 2 * TSimd.Width;

    /// <summary>See <see cref="Conv2dKernels.Forward"/>.</summary>
    public static void Forward(
        in Conv2dGeometry g, T[] x, int xOffset, T[] weight, int weightOffset, T[]? bias, int biasOffset, T[] y, int yOffset) =>
        Run(new Task(g, false), g.Work, weight, weightOffset, x, xOffset, bias, biasOffset, y, yOffset);

    /// <summary>See <see cref="Conv2dKernels.InputGrad"/>.</summary>
    public static void InputGrad(in Conv2dGeometry g, T[] gy, int gyOffset, T[] weight, int weightOffset, T[] gx, int gxOffset) =>
        Run(new Task(g, true), g.Work, weight, weightOffset, gy, gyOffset, null, 0, gx, gxOffset);

    private static void Run(
        Task task, long work, T[] weight, int weightOffset, T[] source, int sourceOffset, T[]? bias, int biasOffset, T[] target, int targetOffset)
    {
        // Weights and lists are the calling thread's scratch; the workers read them while it waits.
        T* packed = Scratch<T>.Rent(ScratchSlot.Weights, task.Groups * task.Panels * task.Entries * TileColumns);
        int* offsets = Scratch<int>.Rent(ScratchSlot.Weights, task.Entries + task.Phases);
        int* ends = offsets + task.Entries;
        fixed (T* w = weight)
            task.List(w + weightOffset, offsets, ends, packed);
        ParallelFor.Run(
            task.Batch * task.Splits, work, new Body(task, packed, offsets, ends, source, sourceOffset, bias, biasOffset, target, targetOffset));
    }

    private readonly struct Body(
        Task task, T* packed, int* offsets, int* ends, T[] source, int sourceOffset, T[]? bias, int biasOffset, T[] target, int targetOffset) : IChunkBody
    {
        public void Run(int chunk)
        {
            int sample = chunk / task.Splits, split = chunk % task.Splits;
            int firstPanel = task.Panels * split / task.Splits, endPanel = task.Panels * (split + 1) / task.Splits;
            Conv2dPadding padding = task.Padding;
            nint sourcePlane = (nint)padding.Height * padding.Width, targetPlane = (nint)task.TargetHeight * task.TargetWidth;
            T* sums = Scratch<T>.Rent(ScratchSlot.Result, (BlockPixels + 1) * TileColumns);
            fixed (T* from = source, to = target)
            {
                for (int group = 0; group < task.Groups; group++)
                {
                    T* planes = from + sourceOffset + ((((nint)sample * task.Groups) + group) * task.Sources * sourcePlane);
                    if (!padding.IsInPlace)
                    {
                        T* copy = Scratch<T>.Rent(ScratchSlot.Patches, task.Sources * padding.Plane);
                        padding.Copy(planes, task.Sources, copy);
                        planes = copy;
                    }

                    int begin = 0;
                    for (int phase = 0; phase < task.Phases; begin = ends[phase], phase++)
                    {
                        Grid grid = new(task, phase);
                        int* pixels = Scratch<int>.Rent(ScratchSlot.Patches, grid.Count + TileRows);
                        grid.List(pixels);
                        for (int panel = firstPanel; panel < endPanel; panel++)
                        {
                            int first = panel * TileColumns, channel = (group * task.Targets) + first;
                            T* weights = packed + (((((nint)group * task.Panels) + panel) * task.Entries) + begin) * TileColumns;
                            T* plane = to + targetOffset + ((((nint)sample * task.Groups * task.Targets) + channel) * targetPlane);
                            Panel(grid, pixels, planes, offsets + begin, ends[phase] - begin, weights, sums, plane, channel, Math.Min(TileColumns, task.Targets - first));
                        }
                    }
                }
            }
        }

        private void Panel(
            in Grid grid, int* pixels, T* planes, int* taps, int count, T* weights, T* sums, T* to, int channel, int channels)
        {
            T* shift = sums + (BlockPixels * TileColumns);
            for (int i = 0; i < channels; i++)
                shift[i] = bias is null ? T.Zero : bias[biasOffset + channel + i];

            int blocks = Math.Max(1, count / BlockTaps);
            for (int pixel = 0; pixel < grid.Count; pixel += BlockPixels)
            {
                int end = Math.Min(grid.Count, pixel + BlockPixels);
                for (int block = 0; block < blocks; block++)
                {
                    int first = (int)((long)count * block / blocks), endTap = (int)((long)count * (block + 1) / blocks);
                    for (int i = pixel; i < end; i += TileRows)
                    {
                        Tile6x2<T, TSimd, TVector>.Run(
                            endTap - first,
                            planes + pixels[i],
                            planes + pixels[i + 1],
                            planes + pixels[i + 2],
                            planes + pixels[i + 3],
                            planes + pixels[i + 4],
                            planes + pixels[i + 5],
                            new ListedSteps(taps + first),
                            new StridedRows<T>(weights + (first * TileColumns), TileColumns),
                            sums + ((i - pixel) * TileColumns),
                            TileColumns,
                            block > 0);
                    }
                }

                grid.CopyOut(sums, pixel, end - pixel, shift, channels, to);
            }
        }
    }

    /// <summary>The results of one phase, row after row.</summary>
    private readonly struct Grid
    {
        private readonly Task _task;
        private readonly int _firstRow;
        private readonly int _firstColumn;
        private readonly int _rows;
        private readonly int _columns;

        public Grid(in Task task, int phase)
        {
            _task = task;
            (_firstRow, _firstColumn) = Math.DivRem(phase, task.Columns.Phases);
            (_rows, _columns) = (task.Rows.Count(_firstRow), task.Columns.Count(_firstColumn));
        }

        public int Count => _rows * _columns;

        /// <summary>Where each result's first tap is, apart from the tap's own offset; to fill up the last tile the last one is repeated.</summary>
        public void List(int* pixels)
        {
            int last = 0;
            for (int row = 0; row < _rows; row++)
            {
                for (int column = 0; column < _columns; column++)
                    *pixels++ = last = (row * _task.Rows.SourceStep * _task.Padding.Pitch) + (column * _task.Columns.SourceStep);
            }

            new Span<int>(pixels, TileRows).Fill(last);
        }

        /// <summary>Puts the sums of some results to their places in each channel's plane.</summary>
        public void CopyOut(T* sums, int first, int count, T* shift, int channels, T* to)
        {
            nint plane = (nint)_task.TargetHeight * _task.TargetWidth;
            if (_task.Phases == 1)
            {
                PixelLanes.ToPlanes(sums, TileColumns, channels, count, shift, to + first, plane);
                return;
            }

            (int row, int column) = Math.DivRem(first, _columns);
            for (; count > 0; count--, sums += TileColumns)
            {
                T* pixel = to + (((row * _task.Rows.TargetStep) + _firstRow) * _task.TargetWidth) + (column * _task.Columns.TargetStep) + _firstColumn;
                for (int i = 0; i < channels; i++, pixel += plane)
                    *pixel = sums[i] + shift[i];
                if (++column == _columns)
                    (row, column) = (row + 1, 0);
            }
        }
    }
}
