using System.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// The weight gradient without written-out patches, for every stride and dilation. It is a product over pixels: the six rows of a
/// register tile are six taps, each the padded input at another offset, and its columns are output channels of gy, which
/// is turned to [pixel][channel] once a sample.
/// </summary>
internal static unsafe class Conv2dWeightGrad<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    private const int TileRows = 6;

    private static int TileColumns => 2 * TSimd.Width;

    /// <summary>See <see cref="Conv2dKernels.WeightGrad"/>.</summary>
    public static void Run(in Conv2dGeometry g, T[] x, int xOffset, T[] gy, int gyOffset, T[] gw, int gwOffset)
    {
        SampleGroups samples = new(g.Batch);
        Body body = new(g, samples, x, xOffset, gy, gyOffset);
        body.Partials = Scratch<T>.Rent(ScratchSlot.Partials, samples.Count * body.Length);
        ParallelFor.Run(samples.Count * body.Splits, g.Work, body);
        fixed (T* target = gw)
            body.Total(target + gwOffset);
    }

    private struct Body : IChunkBody
    {
        private readonly Conv2dGeometry _g;
        private readonly SampleGroups _samples;
        private readonly T[] _x;
        private readonly int _xOffset;
        private readonly T[] _gy;
        private readonly int _gyOffset;
        private readonly Conv2dPadding _padding;

        public Body(in Conv2dGeometry g, SampleGroups samples, T[] x, int xOffset, T[] gy, int gyOffset)
        {
            _g = g;
            _samples = samples;
            (_x, _xOffset) = (x, xOffset);
            (_gy, _gyOffset) = (gy, gyOffset);
            _padding = new(
                g.InHeight,
                g.InWidth,
                g.PadTop,
                g.PadLeft,
                ((g.OutHeight - 1) * g.StrideH) + (g.DilationH * (g.KernelHeight - 1)) + 1,
                ((g.OutWidth - 1) * g.StrideW) + (g.DilationW * (g.KernelWidth - 1)) + 1);
        }

        /// <summary>One group of samples' sums after another, each as [group][panel of output channels][tap][channel].</summary>
        public T* Partials { get; set; }

        public readonly int Length => _g.Groups * Panels * Rows * TileColumns;

        // Few samples are cut by panels too, so that there is something to share out.
        public readonly int Splits => _samples.Count >= 4 ? 1 : Math.Min(4, Panels);

        private readonly int Panels => (_g.GroupOut + TileColumns - 1) / TileColumns;

        // Taps in whole tiles.
        private readonly int Rows => (_g.Fan + TileRows - 1) / TileRows * TileRows;

        public readonly void Run(int chunk)
        {
            int part = chunk / Splits, split = chunk % Splits;
            int firstPanel = Panels * split / Splits, endPanel = Panels * (split + 1) / Splits;
            int* offsets = Offsets();
            int inPlane = _g.InPlane, outPlane = _g.OutPlane;
            bool first = true;
            fixed (T* x = _x, gy = _gy)
            {
                for (int sample = _samples.First(part); sample < _samples.First(part + 1); sample++, first = false)
                {
                    for (int group = 0; group < _g.Groups; group++)
                    {
                        T* planes = x + _xOffset + ((((nint)sample * _g.Groups) + group) * _g.GroupIn * inPlane);
                        if (!_padding.IsInPlace)
                        {
                            T* copy = Scratch<T>.Rent(ScratchSlot.Patches, _g.GroupIn * _padding.Plane);
                            _padding.Copy(planes, _g.GroupIn, copy);
                            planes = copy;
                        }

                        T* turned = Scratch<T>.Rent(ScratchSlot.Weights, TileColumns * outPlane);
                        T* from = gy + _gyOffset + ((((nint)sample * _g.Groups) + group) * _g.GroupOut * outPlane);
                        for (int panel = firstPanel; panel < endPanel; panel++)
                        {
                            int channel = panel * TileColumns;
                            int channels = Math.Min(TileColumns, _g.GroupOut - channel);
                            GemmPack.Pack(from + ((nint)channel * outPlane), outPlane, 1, channels, outPlane, TileColumns, turned);
                            T* sums = Partials + ((nint)part * Length) + ((((nint)group * Panels) + panel) * Rows * TileColumns);
                            Taps(planes, turned, offsets, sums, !first);
                        }
                    }
                }
            }

            if (first)
                new Span<T>(Partials + ((nint)part * Length), Length).Clear();
        }

        private readonly void Taps(T* planes, T* turned, int* offsets, T* sums, bool accumulate)
        {
            int pixels = _g.OutPlane;
            GridSteps steps = new(_g.OutWidth, _g.StrideW, ((nint)_g.StrideH * _padding.Pitch) - ((nint)_g.OutWidth * _g.StrideW));
            for (int row = 0; row < Rows; row += TileRows, offsets += TileRows, sums += TileRows * TileColumns)
            {
                Tile6x2<T, TSimd, TVector>.Run(
                    pixels,
                    planes + offsets[0],
                    planes + offsets[1],
                    planes + offsets[2],
                    planes + offsets[3],
                    planes + offsets[4],
                    planes + offsets[5],
                    steps,
                    new StridedRows<T>(turned, TileColumns),
                    sums,
                    TileColumns,
                    accumulate);
            }
        }

        // The taps' offsets; those that fill up the last tile repeat the last tap and are not read again.
        private readonly int* Offsets()
        {
            int* offsets = Scratch<int>.Rent(ScratchSlot.Patches, Rows);
            for (int tap = 0; tap < Rows; tap++)
            {
                int at = Math.Min(tap, _g.Fan - 1);
                int channel = at / _g.Taps, kh = at / _g.KernelWidth % _g.KernelHeight, kw = at % _g.KernelWidth;
                offsets[tap] = (channel * _padding.Plane) + (kh * _g.DilationH * _padding.Pitch) + (kw * _g.DilationW);
            }

            return offsets;
        }

        /// <summary>Adds up the groups of samples in order and puts the sums in the weight's order.</summary>
        public readonly void Total(T* gw)
        {
            for (int channel = 0; channel < _g.OutChannels; channel++)
            {
                int group = channel / _g.GroupOut, inGroup = channel % _g.GroupOut;
                int panel = (group * Panels) + (inGroup / TileColumns);
                T* sums = Partials + ((nint)panel * Rows * TileColumns) + (inGroup % TileColumns);
                for (int tap = 0; tap < _g.Fan; tap++, sums += TileColumns)
                {
                    T total = *sums;
                    for (int part = 1; part < _samples.Count; part++)
                        total += sums[(nint)part * Length];
                    *gw++ = total;
                }
            }
        }
    }
}
