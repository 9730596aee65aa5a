using System.Numerics;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// The weight gradient without materialized patches, for every stride and dilation. It is a product over pixels: the six rows of a
/// register tile are six taps, each the padded input at another offset, and its columns are output channels of gy, which
/// is transposed to [pixel][channel] once for each sample.
/// </summary>
internal static unsafe class Conv2dWeightGrad<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    private const int TileRows = 6;

    private static int TileColumns => 2 * TSimd.Width;

    /// <summary>See <see cref="Conv2dDispatch.WeightGrad"/>.</summary>
    public static void Run(in Conv2dGeometry g, Block<T> x, Block<T> gy, Block<T> gw)
    {
        Body body = new(g, x, gy);
        body.Partials = Scratch<T>.Rent(ScratchSlot.Partials, body.Parts * body.Length);
        ParallelFor.Run(body.Parts * body.Splits, g.Work, body);
        fixed (T* target = gw)
            body.Total(target);
    }

    private struct Body : IChunkBody
    {
        // With this many panels of output channels, only the panels are distributed, not the samples: there is then a single set of
        // sums. Not with padding, which each thread would repeat.
        private const int ManyPanels = 8;

        // The most pixels in one running sum; such sums are added pairwise.
        private const int SumLength = 1024;

        // A sample with at least this many pixels is a separate product.
        private const int JoinedPixels = 256;

        private readonly Conv2dGeometry _g;
        private readonly SampleGroups _samples;
        private readonly Block<T> _x;
        private readonly Block<T> _gy;
        private readonly Conv2dPadding _padding;

        public Body(in Conv2dGeometry g, Block<T> x, Block<T> gy)
        {
            _g = g;
            (_x, _gy) = (x, gy);
            _padding = new(
                g.InHeight,
                g.InWidth,
                g.PadTop,
                g.PadLeft,
                ((g.OutHeight - 1) * g.StrideH) + (g.DilationH * (g.KernelHeight - 1)) + 1,
                ((g.OutWidth - 1) * g.StrideW) + (g.DilationW * (g.KernelWidth - 1)) + 1);
            bool isOneGroup = _padding.IsInPlace && Panels >= ManyPanels;
            _samples = isOneGroup ? new(g.Batch, 1) : new(g.Batch);
            Splits = isOneGroup ? ManyPanels : _samples.Count >= 4 ? 1 : Math.Min(4, Panels);
        }

        /// <summary>The sums of each group of samples, each as [group][panel of output channels][tap][channel].</summary>
        public T* Partials { get; set; }

        public readonly int Length => _g.Groups * Panels * Rows * TileColumns;

        /// <summary>The number of groups of samples.</summary>
        public readonly int Parts => _samples.Count;

        /// <summary>Few samples are split by panels too, so that there is enough work to distribute.</summary>
        public readonly int Splits { get; }

        private readonly int Panels => (_g.GroupOut + TileColumns - 1) / TileColumns;

        // Samples that form one product. Padded ones share a buffer and are handled one by one.
        private readonly int Joined => _padding.IsInPlace ? Math.Clamp(JoinedPixels / _g.OutPlane, 1, _g.Batch) : 1;

        // The number of taps, rounded up to whole tiles.
        private readonly int Rows => (_g.Fan + TileRows - 1) / TileRows * TileRows;

        public readonly void Run(int chunk)
        {
            int part = chunk / Splits, split = chunk % Splits;
            int firstPanel = Panels * split / Splits, endPanel = Panels * (split + 1) / Splits;
            int inPlane = _g.InPlane, outPlane = _g.OutPlane, joined = Joined, end = _samples.First(part + 1);
            int* offsets = Scratch<int>.Rent(ScratchSlot.Patches, Rows + (joined * outPlane));
            int* pixels = offsets + Rows;
            ListOffsets(offsets);
            ListPixels(pixels, joined);
            T* turned = Scratch<T>.Rent(ScratchSlot.Weights, TileColumns * outPlane * joined);
            bool first = true;
            fixed (T* x = _x, gy = _gy)
            {
                for (int sample = _samples.First(part); sample < end; sample += joined, first = false)
                {
                    int samples = Math.Min(joined, end - sample);
                    for (int group = 0; group < _g.Groups; group++)
                    {
                        T* planes = x + ((((nint)sample * _g.Groups) + group) * _g.GroupIn * inPlane);
                        if (!_padding.IsInPlace)
                        {
                            T* copy = Scratch<T>.Rent(ScratchSlot.Patches, _padding.Room(_g.GroupIn));
                            _padding.Copy(planes, _g.GroupIn, copy);
                            planes = copy;
                        }

                        T* from = gy + ((((nint)sample * _g.Groups) + group) * _g.GroupOut * outPlane);
                        for (int panel = firstPanel; panel < endPanel; panel++)
                        {
                            int channel = panel * TileColumns;
                            int channels = Math.Min(TileColumns, _g.GroupOut - channel);
                            for (int i = 0; i < samples; i++)
                            {
                                T* plane = from + ((((nint)i * _g.OutChannels) + channel) * outPlane);
                                T* to = turned + ((nint)i * outPlane * TileColumns);
                                GemmPack.Pack(plane, outPlane, 1, channels, outPlane, TileColumns, to);
                            }

                            T* sums = Partials + ((nint)part * Length) + ((((nint)group * Panels) + panel) * Rows * TileColumns);
                            Taps(planes, turned, samples * outPlane, offsets, pixels, sums, !first);
                        }
                    }
                }
            }

            if (first && split == 0)
                new Span<T>(Partials + ((nint)part * Length), Length).Clear();
        }

        private readonly void Taps(T* planes, T* turned, int count, int* offsets, int* pixels, T* sums, bool accumulate)
        {
            int parts = (count - 1) / SumLength + 1, tile = TileRows * TileColumns;
            Span<T> levels = stackalloc T[parts == 1 ? 0 : PairwiseSums<T>.Levels(parts) * tile];
            for (int row = 0; row < Rows; row += TileRows, offsets += TileRows, sums += tile)
            {
                if (parts == 1)
                {
                    Tile(planes, turned, count, offsets, pixels, sums, accumulate);
                    continue;
                }

                var partSums = new PairwiseSums<T>(levels, tile);
                for (int part = 0; part < parts; part++)
                {
                    int first = (int)((long)count * part / parts), length = (int)((long)count * (part + 1) / parts) - first;
                    fixed (T* sum = partSums.Next)
                        Tile(planes, turned + ((nint)first * TileColumns), length, offsets, pixels + first, sum, false);
                    partSums.Push(default(AddingNumbers<T>));
                }

                Span<T> total = new(sums, tile);
                if (accumulate)
                {
                    partSums.Total(partSums.Next, default(AddingNumbers<T>));
                    default(AddingNumbers<T>).Add(total, partSums.Next);
                }
                else
                {
                    partSums.Total(total, default(AddingNumbers<T>));
                }
            }
        }

        private static void Tile(T* planes, T* turned, int count, int* offsets, int* pixels, T* sums, bool accumulate) =>
            Tile6x2<T, TSimd, TVector>.Run(
                count,
                planes + offsets[0],
                planes + offsets[1],
                planes + offsets[2],
                planes + offsets[3],
                planes + offsets[4],
                planes + offsets[5],
                new ListedSteps(pixels),
                new StridedRows<T>(turned, TileColumns),
                sums,
                TileColumns,
                accumulate);

        // The taps' offsets; those that fill up the last tile repeat the last tap, and their sums are never read.
        private readonly void ListOffsets(int* offsets)
        {
            for (int tap = 0; tap < Rows; tap++)
            {
                int at = Math.Min(tap, _g.Fan - 1);
                int channel = at / _g.Taps, kh = at / _g.KernelWidth % _g.KernelHeight, kw = at % _g.KernelWidth;
                offsets[tap] = (channel * _padding.Plane) + (kh * _g.DilationH * _padding.Pitch) + (kw * _g.DilationW);
            }
        }

        // The position of each pixel's first tap.
        private readonly void ListPixels(int* pixels, int samples)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                for (int row = 0; row < _g.OutHeight; row++)
                {
                    for (int column = 0; column < _g.OutWidth; column++)
                        *pixels++ = (sample * _g.InChannels * _g.InPlane) + (row * _g.StrideH * _padding.Pitch) + (column * _g.StrideW);
                }
            }
        }

        /// <summary>Adds up the groups of samples in order and writes the totals in the weight's order.</summary>
        public readonly void Total(T* gw)
        {
            _samples.Sum(new ReadOnlySpan<T>(Partials, Parts * Length), new Span<T>(Partials, Length));
            for (int channel = 0; channel < _g.OutChannels; channel++)
            {
                int group = channel / _g.GroupOut, inGroup = channel % _g.GroupOut;
                int panel = (group * Panels) + (inGroup / TileColumns);
                T* sums = Partials + ((nint)panel * Rows * TileColumns) + (inGroup % TileColumns);
                for (int tap = 0; tap < _g.Fan; tap++, sums += TileColumns)
                    *gw++ = *sums;
            }
        }
    }
}
