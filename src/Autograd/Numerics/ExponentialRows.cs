using System.Numerics;
using System.Runtime.InteropServices;

namespace Autograd.Numerics;

/// <summary>
/// The steps of softmax and related functions: the maximum of a row, and the exponentials of the differences from it with their sum, each
/// in one pass.
/// </summary>
/// <remarks>The maximum may miss a NaN, but its exponential is NaN, and so is the sum.</remarks>
internal static class ExponentialRows
{
    /// <summary>Elements summed before the partial sum is added to the total: keeps long sums accurate.</summary>
    private const int Block = 1 << 13;

    /// <summary>
    /// The largest number of a row; −inf if the row is empty. A NaN is passed over, together with what preceded it in its lane, so a row
    /// with one gives some number of it: the sum of the exponentials is NaN all the same, which is all that softmax needs. Where the
    /// extreme itself is asked for, <see cref="ExtremeRows"/> gives it.
    /// </summary>
    public static T Max<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T most = T.NegativeInfinity;
        int i = 0, width = Vector<T>.Count;
        if (x.Length >= width)
        {
            ref T from = ref MemoryMarshal.GetReference(x);
            Vector<T> m0 = Vector.LoadUnsafe(ref from), m1 = m0, m2 = m0, m3 = m0; // four independent chains
            for (; i <= x.Length - 4 * width; i += 4 * width)
            {
                m0 = Vector.MaxNative(m0, Vector.LoadUnsafe(ref from, (nuint)i));
                m1 = Vector.MaxNative(m1, Vector.LoadUnsafe(ref from, (nuint)(i + width)));
                m2 = Vector.MaxNative(m2, Vector.LoadUnsafe(ref from, (nuint)(i + 2 * width)));
                m3 = Vector.MaxNative(m3, Vector.LoadUnsafe(ref from, (nuint)(i + 3 * width)));
            }

            for (; i <= x.Length - width; i += width) m0 = Vector.MaxNative(m0, Vector.LoadUnsafe(ref from, (nuint)i));
            m0 = Vector.MaxNative(Vector.MaxNative(m0, m1), Vector.MaxNative(m2, m3));
            for (int lane = 0; lane < width; lane++) most = m0[lane] > most ? m0[lane] : most;
        }

        for (; i < x.Length; i++) most = x[i] > most ? x[i] : most;
        return most;
    }

    /// <summary>y = eˣ⁻ᵐ for the row's maximum m; returns the sum of y.</summary>
    public static T Exp<T>(ReadOnlySpan<T> x, T max, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Run<Storing, T>(x, max, y);

    /// <summary>Σ eˣ⁻ᵐ for the row's maximum m.</summary>
    public static T SumExp<T>(ReadOnlySpan<T> x, T max)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Run<SumOnly, T>(x, max, default);

    /// <summary>
    /// The maxima of several rows and their Σ eˣ⁻ᵐ, one row per lane, for rows too short to fill a vector each. A row's bits do not depend
    /// on its position among the others.
    /// </summary>
    public static void Short<T>(ReadOnlySpan<T> x, int length, Span<T> max, Span<T> sum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Vector<T>.Count;
        Span<T> columns = stackalloc T[MaxShort<T>() * lanes];
        for (int first = 0; first < max.Length; first += lanes)
        {
            int rows = Math.Min(lanes, max.Length - first);
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<T> values = x.Slice((first + row) * length, length);
                for (int at = 0; at < values.Length; at++) columns[at * lanes + row] = values[at];
            }

            Vector<T> most = new(columns), total = Vector<T>.Zero;
            for (int at = 1; at < length; at++) most = Vector.MaxNative(most, new Vector<T>(columns[(at * lanes)..]));
            for (int at = 0; at < length; at++) total += Exponential.ExpBelow(new Vector<T>(columns[(at * lanes)..]) - most);
            Take(most, max.Slice(first, rows));
            Take(total, sum.Slice(first, rows));
        }
    }

    /// <summary>The greatest length that counts as short.</summary>
    public static int MaxShort<T>()
        where T : unmanaged
        => 2 * Vector<T>.Count;

    private static void Take<T>(Vector<T> lanes, Span<T> to)
        where T : unmanaged
    {
        for (int lane = 0; lane < to.Length; lane++) to[lane] = lanes[lane];
    }

    private static T Run<TMode, T>(ReadOnlySpan<T> x, T max, Span<T> y)
        where TMode : struct, IMode
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T total = T.Zero;
        for (int start = 0; start < x.Length; start += Block)
        {
            int count = Math.Min(Block, x.Length - start);
            total += Sum<TMode, T>(x.Slice(start, count), max, TMode.Stores ? y.Slice(start, count) : default);
        }

        return total;
    }

    private static T Sum<TMode, T>(ReadOnlySpan<T> x, T max, Span<T> y)
        where TMode : struct, IMode
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(y);
        var shift = new Vector<T>(max);
        Vector<T> sum = Vector<T>.Zero, other = Vector<T>.Zero;
        int i = 0, width = Vector<T>.Count;
        for (; i <= x.Length - 2 * width; i += 2 * width)
        {
            Vector<T> first = Exponential.ExpBelow(Vector.LoadUnsafe(ref from, (nuint)i) - shift);
            Vector<T> second = Exponential.ExpBelow(Vector.LoadUnsafe(ref from, (nuint)(i + width)) - shift);
            sum += first;
            other += second;
            if (!TMode.Stores) continue;
            first.StoreUnsafe(ref to, (nuint)i);
            second.StoreUnsafe(ref to, (nuint)(i + width));
        }

        sum += other;
        if (i == x.Length) return Vector.Sum(sum);

        // The rest, less than two vectors, is computed as two full ones padded with −inf, which adds nothing.
        Span<T> last = stackalloc T[2 * width];
        last.Fill(T.NegativeInfinity);
        x[i..].CopyTo(last);
        for (int at = 0; at < 2 * width; at += width)
        {
            Vector<T> rest = Exponential.ExpBelow(new Vector<T>(last[at..]) - shift);
            sum += rest;
            rest.CopyTo(last[at..]);
        }

        if (TMode.Stores) last[..(x.Length - i)].CopyTo(y[i..]);
        return Vector.Sum(sum);
    }

    /// <summary>Whether the exponentials themselves are kept.</summary>
    private interface IMode
    {
        /// <summary>Whether they are stored; their sum is always computed.</summary>
        static abstract bool Stores { get; }
    }

    private readonly struct Storing : IMode
    {
        public static bool Stores => true;
    }

    private readonly struct SumOnly : IMode
    {
        public static bool Stores => false;
    }
}
