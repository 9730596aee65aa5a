using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Pooling by 2×2 windows with stride 2 inside the input, the most common kind. Float32 rows are processed eight pixels at a time: one
/// shuffle puts the even pixels into the lower half and the odd ones into the upper half.
/// </summary>
internal static class Pool2dHalving
{
    private static Vector256<int> EvenThenOdd => Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7);

    private static Vector256<int> EachTwice => Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3);

    /// <summary>The means of one plane's windows.</summary>
    public static void Average<T>(in Pool2dGeometry g, ReadOnlySpan<T> source, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T quarter = T.CreateChecked(0.25);
        for (int oh = 0; oh < g.OutHeight; oh++)
        {
            ReadOnlySpan<T> upper = source.Slice(2 * oh * g.InWidth, 2 * g.OutWidth);
            ReadOnlySpan<T> lower = source.Slice(((2 * oh) + 1) * g.InWidth, 2 * g.OutWidth);
            Span<T> row = target.Slice(oh * g.OutWidth, g.OutWidth);
            int ow = 0;
            if (Element<T>.IsFloat32 && Vector256.IsHardwareAccelerated)
            {
                ref float u = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<T, float>(upper));
                ref float l = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<T, float>(lower));
                ref float r = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<T, float>(row));
                for (; ow + 4 <= row.Length; ow += 4)
                {
                    Vector256<float> sum = Vector256.LoadUnsafe(ref u, (nuint)(2 * ow)) + Vector256.LoadUnsafe(ref l, (nuint)(2 * ow));
                    sum = Vector256.Shuffle(sum, EvenThenOdd);
                    ((sum.GetLower() + sum.GetUpper()) * 0.25f).StoreUnsafe(ref r, (nuint)ow);
                }
            }

            for (; ow < row.Length; ow++)
                row[ow] = (upper[2 * ow] + lower[2 * ow] + (upper[(2 * ow) + 1] + lower[(2 * ow) + 1])) * quarter;
        }
    }

    /// <summary>
    /// The gradient of <see cref="Average"/> in one plane: a quarter to each of a window's pixels, 0 to pixels in no window.
    /// </summary>
    public static void AverageGrad<T>(in Pool2dGeometry g, ReadOnlySpan<T> source, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T quarter = T.CreateChecked(0.25);
        for (int oh = 0; oh < g.OutHeight; oh++)
        {
            ReadOnlySpan<T> row = source.Slice(oh * g.OutWidth, g.OutWidth);
            Span<T> upper = target.Slice(2 * oh * g.InWidth, g.InWidth);
            Span<T> lower = target.Slice(((2 * oh) + 1) * g.InWidth, g.InWidth);
            int ow = 0;
            if (Element<T>.IsFloat32 && Vector256.IsHardwareAccelerated)
            {
                ref float r = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<T, float>(row));
                ref float u = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<T, float>(upper));
                ref float l = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<T, float>(lower));
                for (; ow + 4 <= row.Length; ow += 4)
                {
                    Vector128<float> share = Vector128.LoadUnsafe(ref r, (nuint)ow) * 0.25f;
                    Vector256<float> twice = Vector256.Shuffle(Vector256.Create(share, share), EachTwice);
                    twice.StoreUnsafe(ref u, (nuint)(2 * ow));
                    twice.StoreUnsafe(ref l, (nuint)(2 * ow));
                }
            }

            for (; ow < row.Length; ow++)
            {
                T share = row[ow] * quarter;
                upper[2 * ow] = share;
                upper[(2 * ow) + 1] = share;
                lower[2 * ow] = share;
                lower[(2 * ow) + 1] = share;
            }

            upper[(2 * g.OutWidth)..].Clear();
            lower[(2 * g.OutWidth)..].Clear();
        }

        target[(2 * g.OutHeight * g.InWidth)..].Clear();
    }

    /// <summary>The maxima of one plane's windows and their positions.</summary>
    public static void Max<T>(in Pool2dGeometry g, ReadOnlySpan<T> source, Span<T> target, Span<long> chosen)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int oh = 0; oh < g.OutHeight; oh++)
        {
            int first = 2 * oh * g.InWidth;
            ReadOnlySpan<T> upper = source.Slice(first, 2 * g.OutWidth);
            ReadOnlySpan<T> lower = source.Slice(first + g.InWidth, 2 * g.OutWidth);
            Span<T> row = target.Slice(oh * g.OutWidth, g.OutWidth);
            Span<long> indices = chosen.Slice(oh * g.OutWidth, g.OutWidth);
            int ow = 0;
            if (Element<T>.IsFloat32 && Vector256.IsHardwareAccelerated)
            {
                ow = MaxRow(
                    MemoryMarshal.Cast<T, float>(upper),
                    MemoryMarshal.Cast<T, float>(lower),
                    MemoryMarshal.Cast<T, float>(row),
                    indices,
                    first,
                    g.InWidth);
            }

            for (; ow < row.Length; ow++)
            {
                int index = first + (2 * ow);
                T max = upper[2 * ow];
                int best = index;
                Take(upper[(2 * ow) + 1], index + 1, ref max, ref best);
                Take(lower[2 * ow], index + g.InWidth, ref max, ref best);
                Take(lower[(2 * ow) + 1], index + g.InWidth + 1, ref max, ref best);
                row[ow] = max;
                indices[ow] = best;
            }
        }
    }

    private static void Take<T>(T value, int index, ref T max, ref int best)
        where T : IFloatingPointIeee754<T>
    {
        if (value > max || T.IsNaN(value))
        {
            max = value;
            best = index;
        }
    }

    private static int MaxRow(
        ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, Span<float> row, Span<long> indices, int first, int width)
    {
        ref float u = ref MemoryMarshal.GetReference(upper);
        ref float l = ref MemoryMarshal.GetReference(lower);
        ref float r = ref MemoryMarshal.GetReference(row);
        ref long chosen = ref MemoryMarshal.GetReference(indices);
        int ow = 0;
        for (; ow + 4 <= row.Length; ow += 4)
        {
            Vector256<float> top = Vector256.Shuffle(Vector256.LoadUnsafe(ref u, (nuint)(2 * ow)), EvenThenOdd);
            Vector256<float> bottom = Vector256.Shuffle(Vector256.LoadUnsafe(ref l, (nuint)(2 * ow)), EvenThenOdd);
            Vector128<int> index = Vector128.Create(0, 2, 4, 6) + Vector128.Create(first + (2 * ow));
            Vector128<float> max = top.GetLower();
            Vector128<int> best = index;
            Take(top.GetUpper(), index + Vector128<int>.One, ref max, ref best);
            Take(bottom.GetLower(), index + Vector128.Create(width), ref max, ref best);
            Take(bottom.GetUpper(), index + Vector128.Create(width + 1), ref max, ref best);
            max.StoreUnsafe(ref r, (nuint)ow);
            (Vector128<long> low, Vector128<long> high) = Vector128.Widen(best);
            low.StoreUnsafe(ref chosen, (nuint)ow);
            high.StoreUnsafe(ref chosen, (nuint)(ow + 2));
        }

        return ow;
    }

    private static void Take(Vector128<float> value, Vector128<int> index, ref Vector128<float> max, ref Vector128<int> best)
    {
        Vector128<float> take = Vector128.GreaterThan(value, max) | Vector128.IsNaN(value);
        max = Vector128.ConditionalSelect(take, value, max);
        best = Vector128.ConditionalSelect(take.AsInt32(), index, best);
    }
}
