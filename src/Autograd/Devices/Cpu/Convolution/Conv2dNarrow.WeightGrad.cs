using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

internal static unsafe partial class Conv2dNarrow<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    // The most numbers summed in one lane; such sums are added pairwise.
    private const int SumLength = 256;

    /// <summary>See <see cref="Conv2dDispatch.WeightGrad"/>; needs at least one vector of output columns.</summary>
    public static void WeightGrad(in Conv2dGeometry g, Block<T> x, Block<T> gy, Block<T> gw)
    {
        SampleGroups samples = new(g.Batch);
        T* partials = Scratch<T>.Rent(ScratchSlot.Partials, samples.Count * g.WeightLength);
        ParallelFor.Run(samples.Count, g.Work, new WeightGradBody(g, samples, x, gy, partials));
        samples.Sum(new ReadOnlySpan<T>(partials, samples.Count * g.WeightLength), gw.Span(0, g.WeightLength));
    }

    private readonly struct WeightGradBody(Conv2dGeometry g, SampleGroups samples, Block<T> x, Block<T> gy, T* partials) : IChunkBody
    {
        private static int ColumnsAtOnce => SumLength * TSimd.Width;

        private int RowsAtOnce => Math.Max(1, ColumnsAtOnce / g.OutWidth);

        public void Run(int part)
        {
            Conv2dPadding padding = Padding(g);
            int* offsets = stackalloc int[MostFan];
            ListOffsets(g, padding, new Span<int>(offsets, g.Fan));
            T* mask = stackalloc T[TSimd.Width];
            TailMask(mask);
            T* sums = stackalloc T[12];
            int parts = ((g.OutHeight - 1) / RowsAtOnce + 1) * ((g.OutWidth - 1) / ColumnsAtOnce + 1);
            Span<T> levels = stackalloc T[PairwiseSums<T>.Levels(parts) * 12];
            T* total = partials + ((nint)part * g.WeightLength);
            new Span<T>(total, g.WeightLength).Clear();
            fixed (T* px = x, pgy = gy)
            {
                for (int sample = samples.First(part); sample < samples.First(part + 1); sample++)
                {
                    for (int group = 0; group < g.Groups; group++)
                    {
                        T* planes = Planes(g, padding, px, sample, group);
                        for (int inGroup = 0; inGroup < g.GroupOut; inGroup += 4)
                        {
                            int channel = (group * g.GroupOut) + inGroup;
                            int channels = Math.Min(4, g.GroupOut - inGroup);
                            T* from = pgy + ((((nint)sample * g.OutChannels) + channel) * g.OutPlane);
                            for (int tap = 0; tap < g.Fan; tap += 3)
                            {
                                int taps = Math.Min(3, g.Fan - tap);
                                Taps(planes, padding.Pitch, offsets + tap, taps, from, channels, mask, levels, sums);
                                for (int i = 0; i < channels; i++)
                                {
                                    for (int j = 0; j < taps; j++)
                                        total[((nint)(channel + i) * g.Fan) + tap + j] += sums[(i * 3) + j];
                                }
                            }
                        }
                    }
                }
            }
        }

        // Up to three taps of up to four channels over one plane, in parts short enough for one running sum, added pairwise.
        private void Taps(T* planes, nint pitch, int* offsets, int taps, T* from, int channels, T* mask, Span<T> levels, T* sums)
        {
            T* x0 = planes + offsets[0];
            T* x1 = taps > 1 ? planes + offsets[1] : x0;
            T* x2 = taps > 2 ? planes + offsets[2] : x1;
            if (g.OutPlane <= ColumnsAtOnce)
            {
                Correlate(x0, x1, x2, pitch, from, channels, g.OutPlane, g.OutHeight, g.OutWidth, mask, sums);
                return;
            }

            var planeSums = new PairwiseSums<T>(levels, 12);
            for (int row = 0; row < g.OutHeight; row += RowsAtOnce)
            {
                int rows = Math.Min(RowsAtOnce, g.OutHeight - row), columns;
                for (int column = 0; column < g.OutWidth; column += columns)
                {
                    columns = g.OutWidth - column;
                    if (columns >= ColumnsAtOnce + TSimd.Width) columns = ColumnsAtOnce;
                    nint at = (row * pitch) + column;
                    T* grads = from + (row * (nint)g.OutWidth) + column;
                    Correlate(x0 + at, x1 + at, x2 + at, pitch, grads, channels, g.OutPlane, rows, columns, mask, sums);
                    new ReadOnlySpan<T>(sums, 12).CopyTo(planeSums.Next);
                    planeSums.Push(default(AddingNumbers<T>));
                }
            }

            planeSums.Total(new Span<T>(sums, 12), default(AddingNumbers<T>));
        }

        // The last vector of a row is shifted back; lanes that were already summed are zeroed in both factors.
        private void TailMask(T* mask)
        {
            int tail = g.OutWidth % TSimd.Width;
            for (int lane = 0; lane < TSimd.Width; lane++)
                new Span<byte>(mask + lane, sizeof(T)).Fill(lane < TSimd.Width - tail ? (byte)0 : (byte)0xff);
        }
    }

    // The twelve dot products, over all pixels, of four planes of gy with three shifted views of x.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Correlate(T* x0, T* x1, T* x2, nint pitch, T* gy, int channels, nint plane, int height, int width, T* mask, T* sums)
    {
        T* g0 = gy, g1 = gy + (Math.Min(1, channels - 1) * plane);
        T* g2 = gy + (Math.Min(2, channels - 1) * plane), g3 = gy + (Math.Min(3, channels - 1) * plane);
        TVector s00 = TSimd.Zero, s01 = TSimd.Zero, s02 = TSimd.Zero;
        TVector s10 = TSimd.Zero, s11 = TSimd.Zero, s12 = TSimd.Zero;
        TVector s20 = TSimd.Zero, s21 = TSimd.Zero, s22 = TSimd.Zero;
        TVector s30 = TSimd.Zero, s31 = TSimd.Zero, s32 = TSimd.Zero;
        int whole = width - (width % TSimd.Width);
        for (; height > 0; height--)
        {
            nint at = 0;
            for (; at < whole; at += TSimd.Width)
            {
                TVector v0 = TSimd.Load(x0 + at), v1 = TSimd.Load(x1 + at), v2 = TSimd.Load(x2 + at);
                TVector d = TSimd.Load(g0 + at);
                s00 = TSimd.MultiplyAdd(d, v0, s00);
                s01 = TSimd.MultiplyAdd(d, v1, s01);
                s02 = TSimd.MultiplyAdd(d, v2, s02);
                d = TSimd.Load(g1 + at);
                s10 = TSimd.MultiplyAdd(d, v0, s10);
                s11 = TSimd.MultiplyAdd(d, v1, s11);
                s12 = TSimd.MultiplyAdd(d, v2, s12);
                d = TSimd.Load(g2 + at);
                s20 = TSimd.MultiplyAdd(d, v0, s20);
                s21 = TSimd.MultiplyAdd(d, v1, s21);
                s22 = TSimd.MultiplyAdd(d, v2, s22);
                d = TSimd.Load(g3 + at);
                s30 = TSimd.MultiplyAdd(d, v0, s30);
                s31 = TSimd.MultiplyAdd(d, v1, s31);
                s32 = TSimd.MultiplyAdd(d, v2, s32);
            }

            if (at < width)
            {
                at = width - TSimd.Width;
                TVector keep = TSimd.Load(mask);
                TVector v0 = TSimd.Mask(TSimd.Load(x0 + at), keep);
                TVector v1 = TSimd.Mask(TSimd.Load(x1 + at), keep);
                TVector v2 = TSimd.Mask(TSimd.Load(x2 + at), keep);
                TVector d = TSimd.Mask(TSimd.Load(g0 + at), keep);
                s00 = TSimd.MultiplyAdd(d, v0, s00);
                s01 = TSimd.MultiplyAdd(d, v1, s01);
                s02 = TSimd.MultiplyAdd(d, v2, s02);
                d = TSimd.Mask(TSimd.Load(g1 + at), keep);
                s10 = TSimd.MultiplyAdd(d, v0, s10);
                s11 = TSimd.MultiplyAdd(d, v1, s11);
                s12 = TSimd.MultiplyAdd(d, v2, s12);
                d = TSimd.Mask(TSimd.Load(g2 + at), keep);
                s20 = TSimd.MultiplyAdd(d, v0, s20);
                s21 = TSimd.MultiplyAdd(d, v1, s21);
                s22 = TSimd.MultiplyAdd(d, v2, s22);
                d = TSimd.Mask(TSimd.Load(g3 + at), keep);
                s30 = TSimd.MultiplyAdd(d, v0, s30);
                s31 = TSimd.MultiplyAdd(d, v1, s31);
                s32 = TSimd.MultiplyAdd(d, v2, s32);
            }

            x0 += pitch;
            x1 += pitch;
            x2 += pitch;
            g0 += width;
            g1 += width;
            g2 += width;
            g3 += width;
        }

        sums[0] = TSimd.Sum(s00);
        sums[1] = TSimd.Sum(s01);
        sums[2] = TSimd.Sum(s02);
        sums[3] = TSimd.Sum(s10);
        sums[4] = TSimd.Sum(s11);
        sums[5] = TSimd.Sum(s12);
        sums[6] = TSimd.Sum(s20);
        sums[7] = TSimd.Sum(s21);
        sums[8] = TSimd.Sum(s22);
        sums[9] = TSimd.Sum(s30);
        sums[10] = TSimd.Sum(s31);
        sums[11] = TSimd.Sum(s32);
    }
}
