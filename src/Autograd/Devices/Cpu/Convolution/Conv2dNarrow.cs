using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Stride-1 convolutions with few weights per output channel (a first layer's one or three input channels): vectors run
/// along the columns of a plane, four output channels at a time, directly from x to y without packing. There are so few products to
/// sum that copies would cost more than they do.
/// </summary>
internal static unsafe partial class Conv2dNarrow<T, TSimd, TVector>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    /// <summary>The most weights per output channel for which this algorithm is the fastest.</summary>
    public const int MostFan = 32;

    /// <summary>The fewest output columns that the forward pass supports at this vector width.</summary>
    public static int MinColumns => 2 * TSimd.Width;

    /// <summary>See <see cref="Conv2dDispatch.Forward"/>; needs at least <see cref="MinColumns"/> output columns.</summary>
    public static void Forward(in Conv2dGeometry g, Block<T> x, Block<T> weight, Block<T> bias, Block<T> y) =>
        ParallelFor.Run(g.Batch, g.Work, new ForwardBody(g, x, weight, bias, y));

    private static Conv2dPadding Padding(in Conv2dGeometry g) => new(
        g.InHeight,
        g.InWidth,
        g.PadTop,
        g.PadLeft,
        g.OutHeight + (g.DilationH * (g.KernelHeight - 1)),
        g.OutWidth + (g.DilationW * (g.KernelWidth - 1)));

    // The planes of one group of one sample, padded if necessary.
    private static T* Planes(in Conv2dGeometry g, in Conv2dPadding padding, T* x, int sample, int group)
    {
        T* planes = x + ((((nint)sample * g.Groups) + group) * g.GroupIn * g.InPlane);
        if (padding.IsInPlace)
            return planes;
        T* copy = Scratch<T>.Rent(ScratchSlot.Patches, padding.Room(g.GroupIn));
        padding.Copy(planes, g.GroupIn, copy);
        return copy;
    }

    private static void ListOffsets(in Conv2dGeometry g, in Conv2dPadding padding, Span<int> offsets)
    {
        for (int tap = 0; tap < g.Fan; tap++)
        {
            int channel = tap / g.Taps, kh = tap / g.KernelWidth % g.KernelHeight, kw = tap % g.KernelWidth;
            offsets[tap] = (channel * padding.Plane) + (kh * g.DilationH * padding.Pitch) + (kw * g.DilationW);
        }
    }

    private readonly struct ForwardBody(Conv2dGeometry g, Block<T> x, Block<T> weight, Block<T> bias, Block<T> y) : IChunkBody
    {
        public void Run(int sample)
        {
            Conv2dPadding padding = Padding(g);
            int* offsets = stackalloc int[MostFan];
            ListOffsets(g, padding, new Span<int>(offsets, g.Fan));
            T* shifts = stackalloc T[4];
            fixed (T* px = x, pw = weight, py = y)
            {
                for (int group = 0; group < g.Groups; group++)
                {
                    T* planes = Planes(g, padding, px, sample, group);
                    for (int inGroup = 0; inGroup < g.GroupOut; inGroup += 4)
                    {
                        // Channels that do not exist repeat the last one and write the same numbers to its plane.
                        int channel = (group * g.GroupOut) + inGroup;
                        int last = Math.Min(3, g.GroupOut - inGroup - 1);
                        for (int i = 0; i < 4; i++)
                            shifts[i] = bias.IsMissing ? T.Zero : bias[channel + Math.Min(i, last)];
                        T* w = pw + ((nint)channel * g.Fan);
                        T* target = py + ((((nint)sample * g.OutChannels) + channel) * g.OutPlane);
                        for (int row = 0; row < g.OutHeight; row++)
                        {
                            T* from = planes + ((nint)row * padding.Pitch), to = target + ((nint)row * g.OutWidth);
                            Row(g.Fan, last, from, offsets, w, shifts, to, g.OutPlane, g.OutWidth);
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Row(int fan, int last, T* x, int* offsets, T* w, T* shifts, T* y, int plane, int width)
    {
        nint second = Math.Min(1, last), third = Math.Min(2, last), fourth = Math.Min(3, last);
        T* w0 = w, w1 = w + (second * fan), w2 = w + (third * fan), w3 = w + (fourth * fan);
        T* y0 = y, y1 = y + (second * plane), y2 = y + (third * plane), y3 = y + (fourth * plane);
        for (int column = 0; column < width; column += 2 * TSimd.Width)
        {
            // The last vectors are shifted back over columns that are already done.
            nint at = Math.Min(column, width - (2 * TSimd.Width));
            TVector a0 = TSimd.Broadcast(shifts[0]), a1 = TSimd.Broadcast(shifts[1]);
            TVector a2 = TSimd.Broadcast(shifts[2]), a3 = TSimd.Broadcast(shifts[3]);
            TVector b0 = a0, b1 = a1, b2 = a2, b3 = a3;
            for (nint tap = 0; tap < fan; tap++)
            {
                T* from = x + at + offsets[tap];
                TVector low = TSimd.Load(from), high = TSimd.Load(from + TSimd.Width);
                TVector v = TSimd.Broadcast(w0[tap]);
                a0 = TSimd.MultiplyAdd(v, low, a0);
                b0 = TSimd.MultiplyAdd(v, high, b0);
                v = TSimd.Broadcast(w1[tap]);
                a1 = TSimd.MultiplyAdd(v, low, a1);
                b1 = TSimd.MultiplyAdd(v, high, b1);
                v = TSimd.Broadcast(w2[tap]);
                a2 = TSimd.MultiplyAdd(v, low, a2);
                b2 = TSimd.MultiplyAdd(v, high, b2);
                v = TSimd.Broadcast(w3[tap]);
                a3 = TSimd.MultiplyAdd(v, low, a3);
                b3 = TSimd.MultiplyAdd(v, high, b3);
            }

            TSimd.Store(a0, y0 + at);
            TSimd.Store(b0, y0 + at + TSimd.Width);
            TSimd.Store(a1, y1 + at);
            TSimd.Store(b1, y1 + at + TSimd.Width);
            TSimd.Store(a2, y2 + at);
            TSimd.Store(b2, y2 + at + TSimd.Width);
            TSimd.Store(a3, y3 + at);
            TSimd.Store(b3, y3 + at + TSimd.Width);
        }
    }
}
