using System.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Stride-1 convolution without written-out patches. Padded planes are read as one long row of pixels: each tap is that row at an
/// offset, so the product of weights and patches runs on the register tile of <see cref="Gemm"/> with a list of offsets
/// in place of B's rows. The few pixels between the end of one output row and the start of the next are computed and
/// not copied out. The input gradient is the same convolution of gy with the weights turned round.
/// </summary>
internal static unsafe class Conv2dDirect<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    private const int TileRows = 6;

    // Products summed in one go: so many that loading the sums is cheap, so few that the planes' rows being read and the weights
    // stay in the first-level cache.
    private const int BlockTaps = 288;

    private static int TileColumns => 2 * TSimd.Width;

    /// <summary>See <see cref="Conv2dKernels.Forward"/>.</summary>
    public static void Forward(
        in Conv2dGeometry g, T[] x, int xOffset, T[] weight, int weightOffset, T[]? bias, int biasOffset, T[] y, int yOffset)
    {
        Task task = new(g, false);
        fixed (T* w = weight)
            Run(task, g.Work, w + weightOffset, x, xOffset, bias, biasOffset, y, yOffset);
    }

    /// <summary>See <see cref="Conv2dKernels.InputGrad"/>.</summary>
    public static void InputGrad(in Conv2dGeometry g, T[] gy, int gyOffset, T[] weight, int weightOffset, T[] gx, int gxOffset)
    {
        Task task = new(g, true);
        fixed (T* w = weight)
            Run(task, g.Work, w + weightOffset, gy, gyOffset, null, 0, gx, gxOffset);
    }

    private static void Run(Task task, long work, T* weight, T[] source, int sourceOffset, T[]? bias, int biasOffset, T[] target, int targetOffset)
    {
        // Weights and offsets are the calling thread's scratch; the workers read them while it waits.
        T* packed = Scratch<T>.Rent(ScratchSlot.Weights, task.Groups * task.PanelsPerGroup * TileRows * task.Fan);
        int* offsets = Scratch<int>.Rent(ScratchSlot.Weights, task.Fan);
        task.PackWeights(weight, packed);
        task.ListOffsets(offsets);
        ParallelFor.Run(
            task.Batch * task.Splits, work, new Body(task, packed, offsets, source, sourceOffset, bias, biasOffset, target, targetOffset));
    }

    /// <summary>What both directions have in common: planes in, planes out, and how weights are read.</summary>
    private readonly struct Task
    {
        private readonly Conv2dGeometry _g;
        private readonly bool _backward;

        public Task(in Conv2dGeometry g, bool backward)
        {
            _g = g;
            _backward = backward;
            Batch = g.Batch;
            Groups = g.Groups;
            Sources = backward ? g.GroupOut : g.GroupIn;
            Targets = backward ? g.GroupIn : g.GroupOut;
            Fan = Sources * g.Taps;
            Height = backward ? g.InHeight : g.OutHeight;
            Width = backward ? g.InWidth : g.OutWidth;
            int reachH = g.DilationH * (g.KernelHeight - 1), reachW = g.DilationW * (g.KernelWidth - 1);
            Padding = new(
                backward ? g.OutHeight : g.InHeight,
                backward ? g.OutWidth : g.InWidth,
                backward ? reachH - g.PadTop : g.PadTop,
                backward ? reachW - g.PadLeft : g.PadLeft,
                Height + reachH,
                Width + reachW);
            PanelsPerGroup = (Targets + TileRows - 1) / TileRows;
            // Few samples are cut by output channels too, so that there is something to share out.
            Splits = Batch >= 4 ? 1 : Math.Min(4, PanelsPerGroup);
        }

        public int Batch { get; }

        public int Groups { get; }

        /// <summary>Source planes of one group.</summary>
        public int Sources { get; }

        /// <summary>Target planes of one group.</summary>
        public int Targets { get; }

        /// <summary>Products summed into one target pixel.</summary>
        public int Fan { get; }

        /// <summary>Products summed from one source plane.</summary>
        public int Taps => _g.Taps;

        public int Height { get; }

        public int Width { get; }

        public Conv2dPadding Padding { get; }

        public int PanelsPerGroup { get; }

        public int Splits { get; }

        /// <summary>Pixels from the first to the last that is wanted, the gaps between rows included.</summary>
        public int Pixels => ((Height - 1) * Padding.Pitch) + Width;

        /// <summary>Weights as [group][panel][source, tap][6 targets].</summary>
        public void PackWeights(T* weight, T* packed)
        {
            for (int group = 0; group < Groups; group++)
            {
                T* of = weight + ((nint)group * _g.GroupOut * _g.Fan);
                for (int panel = 0; panel < PanelsPerGroup; panel++, packed += TileRows * Fan)
                {
                    int first = panel * TileRows;
                    int count = Math.Min(TileRows, Targets - first);
                    if (!_backward)
                    {
                        GemmPack.Pack(of + ((nint)first * Fan), Fan, 1, count, Fan, TileRows, packed);
                        continue;
                    }

                    for (int channel = 0; channel < Sources; channel++)
                    {
                        T* from = of + ((nint)channel * _g.Fan) + (first * _g.Taps);
                        GemmPack.Pack(from, _g.Taps, 1, count, _g.Taps, TileRows, packed + (channel * _g.Taps * TileRows));
                    }
                }
            }
        }

        /// <summary>Where each tap's pixels start, in the weights' order.</summary>
        public void ListOffsets(int* offsets)
        {
            for (int source = 0; source < Sources; source++)
            {
                for (int kh = 0; kh < _g.KernelHeight; kh++)
                {
                    for (int kw = 0; kw < _g.KernelWidth; kw++)
                    {
                        int h = _backward ? _g.KernelHeight - 1 - kh : kh;
                        int w = _backward ? _g.KernelWidth - 1 - kw : kw;
                        *offsets++ = (source * Padding.Plane) + (h * _g.DilationH * Padding.Pitch) + (w * _g.DilationW);
                    }
                }
            }
        }
    }

    private readonly struct Body(
        Task task, T* packed, int* offsets, T[] source, int sourceOffset, T[]? bias, int biasOffset, T[] target, int targetOffset) : IChunkBody
    {
        public void Run(int chunk)
        {
            int sample = chunk / task.Splits, split = chunk % task.Splits;
            int firstPanel = task.PanelsPerGroup * split / task.Splits, endPanel = task.PanelsPerGroup * (split + 1) / task.Splits;
            Conv2dPadding padding = task.Padding;
            int sourcePlane = padding.Height * padding.Width;
            int pixels = task.Pixels;

            // Less than a tile of pixels must be read from a copy with room behind it.
            bool inPlace = padding.IsInPlace && pixels >= TileColumns;
            int stride = (pixels + TileColumns - 1) / TileColumns * TileColumns;
            int blocks = Math.Max(1, Math.Min(task.Sources, task.Fan / BlockTaps));
            T* sums = Scratch<T>.Rent(ScratchSlot.Result, TileRows * stride);
            fixed (T* from = source, to = target, shift = bias)
            {
                for (int group = 0; group < task.Groups; group++)
                {
                    T* planes = from + sourceOffset + ((((nint)sample * task.Groups) + group) * task.Sources * sourcePlane);
                    if (!inPlace)
                    {
                        T* copy = Scratch<T>.Rent(ScratchSlot.Patches, (task.Sources * padding.Plane) + TileColumns);
                        if (padding.IsInPlace)
                            new ReadOnlySpan<T>(planes, task.Sources * sourcePlane).CopyTo(new Span<T>(copy, task.Sources * sourcePlane));
                        else
                            padding.Copy(planes, task.Sources, copy);
                        planes = copy;
                    }

                    for (int panel = firstPanel; panel < endPanel; panel++)
                    {
                        T* weights = packed + ((((nint)group * task.PanelsPerGroup) + panel) * TileRows * task.Fan);
                        for (int block = 0; block < blocks; block++)
                        {
                            int first = task.Sources * block / blocks * task.Taps, end = task.Sources * (block + 1) / blocks * task.Taps;
                            LongRow(planes, weights + (first * TileRows), offsets + first, end - first, pixels, sums, stride, block > 0);
                        }

                        JoinLastTile(sums, pixels, stride);
                        int channel = panel * TileRows;
                        for (int i = 0; i < TileRows && channel + i < task.Targets; i++)
                        {
                            int plane = (group * task.Targets) + channel + i;
                            T add = bias is null ? T.Zero : shift[biasOffset + plane];
                            nint start = (((nint)sample * task.Groups * task.Targets) + plane) * task.Height * task.Width;
                            CopyOut(sums + ((nint)i * stride), to + targetOffset + start, add);
                        }
                    }
                }
            }
        }

        // One panel's sums over some of the source planes, for all pixels.
        private static void LongRow(T* planes, T* weights, int* taps, int count, int pixels, T* sums, int stride, bool accumulate)
        {
            for (int pixel = 0; pixel < stride; pixel += TileColumns)
            {
                // The last tile is moved back to stay inside the planes; its sums have a place of their own.
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

        // Moves what the last tile has beyond the tile before it up to that one's end.
        private static void JoinLastTile(T* sums, int pixels, int stride)
        {
            int skip = stride - pixels;
            if (skip == 0 || pixels < TileColumns)
                return;

            T* last = sums + stride - TileColumns;
            for (int row = 0; row < TileRows; row++, last += stride)
                new ReadOnlySpan<T>(last + skip, TileColumns - skip).CopyTo(new Span<T>(last, TileColumns - skip));
        }

        // Rows of the target out of the long row of pixels.
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
