using System.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// The patches of one group of one sample as a matrix [channel·kh·kw, output pixel] (im2col) and back (col2im): it supports every
/// stride, dilation and padding.
/// </summary>
internal static class Conv2dPatches
{
    /// <summary>Writes the patches of the planes that start at <paramref name="x"/>; taps in the padding are 0.</summary>
    public static void Gather<T>(in Conv2dGeometry g, ReadOnlySpan<T> x, Span<T> patches)
        where T : unmanaged, INumber<T>
    {
        int row = 0;
        for (int channel = 0; channel < g.GroupIn; channel++)
        {
            ReadOnlySpan<T> plane = x.Slice(channel * g.InPlane, g.InPlane);
            for (int kh = 0; kh < g.KernelHeight; kh++)
            {
                for (int kw = 0; kw < g.KernelWidth; kw++, row++)
                {
                    (int first, int end) = InsideColumns(g, kw);
                    for (int oh = 0; oh < g.OutHeight; oh++)
                    {
                        Span<T> target = patches.Slice((row * g.OutPlane) + (oh * g.OutWidth), g.OutWidth);
                        int ih = (oh * g.StrideH) - g.PadTop + (kh * g.DilationH);
                        if ((uint)ih >= (uint)g.InHeight || first >= end)
                        {
                            target.Clear();
                            continue;
                        }

                        target[..first].Clear();
                        target[end..].Clear();
                        int source = (ih * g.InWidth) + (first * g.StrideW) - g.PadLeft + (kw * g.DilationW);
                        if (g.StrideW == 1)
                        {
                            plane.Slice(source, end - first).CopyTo(target[first..]);
                            continue;
                        }

                        for (int ow = first; ow < end; ow++, source += g.StrideW)
                            target[ow] = plane[source];
                    }
                }
            }
        }
    }

    /// <summary>Adds each patch back to the pixels it came from; the part in the padding is dropped.</summary>
    public static void ScatterAdd<T>(in Conv2dGeometry g, ReadOnlySpan<T> patches, Span<T> x)
        where T : unmanaged, INumber<T>
    {
        int row = 0;
        for (int channel = 0; channel < g.GroupIn; channel++)
        {
            Span<T> plane = x.Slice(channel * g.InPlane, g.InPlane);
            for (int kh = 0; kh < g.KernelHeight; kh++)
            {
                for (int kw = 0; kw < g.KernelWidth; kw++, row++)
                {
                    (int first, int end) = InsideColumns(g, kw);
                    for (int oh = 0; oh < g.OutHeight; oh++)
                    {
                        int ih = (oh * g.StrideH) - g.PadTop + (kh * g.DilationH);
                        if ((uint)ih >= (uint)g.InHeight)
                            continue;

                        ReadOnlySpan<T> source = patches.Slice((row * g.OutPlane) + (oh * g.OutWidth), g.OutWidth);
                        int target = (ih * g.InWidth) + (first * g.StrideW) - g.PadLeft + (kw * g.DilationW);
                        for (int ow = first; ow < end; ow++, target += g.StrideW)
                            plane[target] += source[ow];
                    }
                }
            }
        }
    }

    // The output columns first … end−1 whose tap kw is inside the input.
    private static (int First, int End) InsideColumns(in Conv2dGeometry g, int kw)
    {
        int shift = g.PadLeft - (kw * g.DilationW);
        int first = shift <= 0 ? 0 : (shift + g.StrideW - 1) / g.StrideW;
        int last = g.InWidth - 1 + shift;
        int end = last < 0 ? 0 : Math.Min(g.OutWidth, (last / g.StrideW) + 1);
        return (Math.Min(first, g.OutWidth), Math.Max(end, Math.Min(first, g.OutWidth)));
    }
}
