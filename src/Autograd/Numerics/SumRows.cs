using System.Numerics;
using System.Runtime.InteropServices;

namespace Autograd.Numerics;

/// <summary>The sum of one contiguous row.</summary>
internal static class SumRows
{
    /// <summary>
    /// The longest run summed sequentially; longer ones are halved (pairwise summation), so that the rounding error grows only with the
    /// logarithm of the length.
    /// </summary>
    private const int Sequential = 1024;

    /// <summary>The sum of a row of any length.</summary>
    public static T Pairwise<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>
    {
        if (x.Length <= Sequential) return Sum(x);
        int half = x.Length / 2 / Sequential * Sequential;
        if (half == 0) half = Sequential;
        return Pairwise(x[..half]) + Pairwise(x[half..]);
    }

    /// <summary>Four independent vector sums; the rest of the row is added at the end.</summary>
    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>
    {
        T total = T.Zero;
        int i = 0, width = Vector<T>.Count;
        if (x.Length >= width)
        {
            ref T from = ref MemoryMarshal.GetReference(x);
            Vector<T> s0 = Vector<T>.Zero, s1 = s0, s2 = s0, s3 = s0;
            for (; i <= x.Length - 4 * width; i += 4 * width)
            {
                s0 += Vector.LoadUnsafe(ref from, (nuint)i);
                s1 += Vector.LoadUnsafe(ref from, (nuint)(i + width));
                s2 += Vector.LoadUnsafe(ref from, (nuint)(i + 2 * width));
                s3 += Vector.LoadUnsafe(ref from, (nuint)(i + 3 * width));
            }

            for (; i <= x.Length - width; i += width) s0 += Vector.LoadUnsafe(ref from, (nuint)i);
            total = Vector.Sum(s0 + s1 + (s2 + s3));
        }

        for (; i < x.Length; i++) total += x[i];
        return total;
    }
}
