using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Numerics;

/// <summary>
/// The largest and smallest number of a row, and the position of a number. A NaN counts as the extreme; +0 is larger than −0.
/// </summary>
/// <remarks>
/// The native instruction that compares two vectors handles neither NaN nor the sign of 0. NaNs are detected along the way; rows with one,
/// and rows whose extreme is 0, are processed again by <c>TensorPrimitives</c>, which handles both.
/// </remarks>
internal static class ExtremeRows
{
    private interface ISide
    {
        static abstract Vector<T> Of<T>(Vector<T> a, Vector<T> b);

        static abstract T Exact<T>(ReadOnlySpan<T> x)
            where T : unmanaged, INumber<T>;
    }

    /// <summary>The largest number of a non-empty row.</summary>
    public static T Max<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>
        => Extreme<Largest, T>(x);

    /// <summary>The smallest number of a non-empty row.</summary>
    public static T Min<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>
        => Extreme<Smallest, T>(x);

    /// <summary>The first position of a number that occurs in the row; for NaN, that of the first NaN.</summary>
    public static int IndexOf<T>(ReadOnlySpan<T> x, T value)
        where T : unmanaged, INumber<T>
    {
        bool nan = T.IsNaN(value);
        ref T from = ref MemoryMarshal.GetReference(x);
        var wanted = new Vector<T>(value);
        int i = 0, width = Vector<T>.Count;
        for (; i <= x.Length - width; i += width)
        {
            Vector<T> v = Vector.LoadUnsafe(ref from, (nuint)i);
            if (nan ? !Vector.EqualsAll(v, v) : Vector.EqualsAny(v, wanted)) break;
        }

        while (nan ? !T.IsNaN(x[i]) : x[i] != value) i++;
        return i;
    }

    private static T Extreme<TSide, T>(ReadOnlySpan<T> x)
        where TSide : struct, ISide
        where T : unmanaged, INumber<T>
    {
        int i = 4 * Vector<T>.Count, width = Vector<T>.Count;
        if (x.Length < i) return TSide.Exact(x);
        ref T from = ref MemoryMarshal.GetReference(x);
        Vector<T> v0 = Vector.LoadUnsafe(ref from), v1 = Vector.LoadUnsafe(ref from, (nuint)width);
        Vector<T> v2 = Vector.LoadUnsafe(ref from, (nuint)(2 * width)), v3 = Vector.LoadUnsafe(ref from, (nuint)(3 * width));
        Vector<T> m0 = v0, m1 = v1, m2 = v2, m3 = v3; // four independent chains
        Vector<T> numbers = Numbers(v0, v1) & Numbers(v2, v3);
        for (; i <= x.Length - 4 * width; i += 4 * width)
        {
            v0 = Vector.LoadUnsafe(ref from, (nuint)i);
            v1 = Vector.LoadUnsafe(ref from, (nuint)(i + width));
            v2 = Vector.LoadUnsafe(ref from, (nuint)(i + 2 * width));
            v3 = Vector.LoadUnsafe(ref from, (nuint)(i + 3 * width));
            numbers &= Numbers(v0, v1) & Numbers(v2, v3);
            m0 = TSide.Of(m0, v0);
            m1 = TSide.Of(m1, v1);
            m2 = TSide.Of(m2, v2);
            m3 = TSide.Of(m3, v3);
        }

        for (; i < x.Length; i += width)
        {
            v0 = Vector.LoadUnsafe(ref from, (nuint)Math.Min(i, x.Length - width)); // the last vector may overlap the one before
            numbers &= Numbers(v0, v0);
            m0 = TSide.Of(m0, v0);
        }

        if (Element<T>.IsFloating && !Vector.EqualsAll(Vector.AsVectorByte(numbers), Vector<byte>.AllBitsSet)) return TSide.Exact(x);
        m0 = TSide.Of(TSide.Of(m0, m1), TSide.Of(m2, m3));
        Span<T> lanes = stackalloc T[width];
        m0.CopyTo(lanes);
        T extreme = TSide.Exact<T>(lanes);
        return Element<T>.IsFloating && T.IsZero(extreme) ? TSide.Exact(x) : extreme;
    }

    /// <summary>All bits set where neither is NaN; integers never are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Numbers<T>(Vector<T> a, Vector<T> b) =>
        Element<T>.IsFloating ? Vector.Equals(a, a) & Vector.Equals(b, b) : Vector<T>.AllBitsSet;

    private readonly struct Largest : ISide
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Of<T>(Vector<T> a, Vector<T> b) => Vector.MaxNative(a, b);

        public static T Exact<T>(ReadOnlySpan<T> x)
            where T : unmanaged, INumber<T>
            => TensorPrimitives.Max(x);
    }

    private readonly struct Smallest : ISide
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Of<T>(Vector<T> a, Vector<T> b) => Vector.MinNative(a, b);

        public static T Exact<T>(ReadOnlySpan<T> x)
            where T : unmanaged, INumber<T>
            => TensorPrimitives.Min(x);
    }
}
