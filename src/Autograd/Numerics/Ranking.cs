using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Numerics;

/// <summary>Sorts a row's elements: NaN is the largest, and equal elements keep their order.</summary>
internal static class Ranking
{
    /// <summary>A heap is faster than sorting the whole row if at most 1/<c>HeapFraction</c> of it is wanted.</summary>
    private const int HeapFraction = 8;

    /// <summary>The first elements of the sorted row, as many as fit.</summary>
    public static void First<T>(ReadOnlySpan<T> x, bool descending, Span<T> values, Span<long> indices)
        where T : unmanaged, INumber<T>
    {
        if (values.IsEmpty) return;
        if (Unsafe.SizeOf<T>() <= sizeof(int)) First<T, NarrowRank>(x, descending, values, indices);
        else First<T, WideRank>(x, descending, values, indices);
    }

    private static void First<T, TRank>(ReadOnlySpan<T> x, bool descending, Span<T> values, Span<long> indices)
        where T : unmanaged, INumber<T>
        where TRank : unmanaged, IRank<TRank>
    {
        TRank[] rented, spare = [];
        Span<TRank> ranks;
        if (values.Length <= x.Length / HeapFraction)
        {
            rented = ArrayPool<TRank>.Shared.Rent(values.Length);
            ranks = rented.AsSpan(0, values.Length);
            Select(x, descending, ranks);
            ranks.Sort();
        }
        else
        {
            (rented, spare) = (ArrayPool<TRank>.Shared.Rent(x.Length), ArrayPool<TRank>.Shared.Rent(x.Length));
            ranks = rented.AsSpan(0, x.Length);
            Fill(x, descending, ranks);
            ranks = RankSort.Run(ranks, spare.AsSpan(0, x.Length));
        }

        for (int i = 0; i < values.Length; i++)
        {
            int at = ranks[i].Index;
            (values[i], indices[i]) = (x[at], at);
        }

        ArrayPool<TRank>.Shared.Return(rented);
        ArrayPool<TRank>.Shared.Return(spare);
    }

    private static void Fill<T, TRank>(ReadOnlySpan<T> x, bool descending, Span<TRank> ranks)
        where T : unmanaged, INumber<T>
        where TRank : unmanaged, IRank<TRank>
    {
        for (int i = 0; i < ranks.Length; i++) ranks[i] = TRank.Of(Order(x[i], descending), i);
    }

    /// <summary>Collects the first elements in a heap whose root is the last of them; most others are only compared with it.</summary>
    private static void Select<T, TRank>(ReadOnlySpan<T> x, bool descending, Span<TRank> heap)
        where T : unmanaged, INumber<T>
        where TRank : unmanaged, IRank<TRank>
    {
        Fill(x, descending, heap);
        for (int i = heap.Length / 2 - 1; i >= 0; i--) Sink(heap, i);
        for (int i = heap.Length; (i = Before(x, i, x[heap[0].Index], descending)) < x.Length; i++)
        {
            heap[0] = TRank.Of(Order(x[i], descending), i);
            Sink(heap, 0);
        }
    }

    private static void Sink<TRank>(Span<TRank> heap, int at)
        where TRank : unmanaged, IRank<TRank>
    {
        TRank sinking = heap[at];
        for (int child = 2 * at + 1; child < heap.Length; child = 2 * at + 1)
        {
            if (child + 1 < heap.Length && heap[child].CompareTo(heap[child + 1]) < 0) child++;
            if (heap[child].CompareTo(sinking) <= 0) break;
            heap[at] = heap[child];
            at = child;
        }

        heap[at] = sinking;
    }

    /// <summary>The first index from <paramref name="start"/> on whose element sorts before a limit; the length if there is none.</summary>
    private static int Before<T>(ReadOnlySpan<T> x, int start, T limit, bool descending)
        where T : unmanaged, INumber<T>
    {
        int at = start, width = Vector<T>.Count;
        var limits = new Vector<T>(limit);
        if (descending)
        {
            if (T.IsNaN(limit)) return x.Length; // nothing is larger
            while (at <= x.Length - width && Vector.LessThanOrEqualAll(new Vector<T>(x[at..]), limits)) at += width;
            while (at < x.Length && x[at] <= limit) at++;
        }
        else if (T.IsNaN(limit))
        {
            while (at < x.Length && T.IsNaN(x[at])) at++;
        }
        else
        {
            while (at <= x.Length - width && !Vector.LessThanAny(new Vector<T>(x[at..]), limits)) at += width;
            while (at < x.Length && !(x[at] < limit)) at++;
        }

        return at;
    }

    /// <summary>An integer key: the earlier an element sorts, the smaller its key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Order<T>(T value, bool descending)
        where T : unmanaged, INumber<T>
    {
        // The bits of floating-point numbers sort as the numbers do, except that negative ones are in reverse order, so those are flipped;
        // both zeros get one key, and so do all NaNs.
        ulong order;
        if (Element<T>.IsFloat32)
        {
            int bits = T.IsNaN(value) ? int.MaxValue : T.IsZero(value) ? 0 : Unsafe.BitCast<T, int>(value);
            order = (uint)(bits ^ ((bits >> 31) | int.MinValue));
        }
        else if (Element<T>.IsFloat64)
        {
            long bits = T.IsNaN(value) ? long.MaxValue : T.IsZero(value) ? 0 : Unsafe.BitCast<T, long>(value);
            order = (ulong)(bits ^ ((bits >> 63) | long.MinValue));
        }
        else if (Element<T>.IsInt64) order = (ulong)(Unsafe.BitCast<T, long>(value) ^ long.MinValue);
        else if (Element<T>.IsUInt8) order = byte.CreateTruncating(value);
        else order = (uint)(int.CreateTruncating(value) ^ int.MinValue); // a signed integer of at most four bytes
        return descending ? ~order : order;
    }

    /// <summary>The order of an element of at most four bytes, above its index: a single number to compare.</summary>
    private readonly struct NarrowRank(ulong joined) : IRank<NarrowRank>
    {
        private readonly ulong _joined = joined;

        public static int Digits => sizeof(uint);

        public int Index => (int)(uint)_joined;

        public static NarrowRank Of(ulong order, int index) => new((order << 32) | (uint)index);

        public int Digit(int place) => (byte)(_joined >> (32 + 8 * place));

        public int CompareTo(NarrowRank other) => _joined.CompareTo(other._joined);
    }

    private readonly struct WideRank(ulong order, int index) : IRank<WideRank>
    {
        private readonly ulong _order = order;

        public static int Digits => sizeof(ulong);

        public int Index { get; } = index;

        public static WideRank Of(ulong order, int index) => new(order, index);

        public int Digit(int place) => (byte)(_order >> (8 * place));

        public int CompareTo(WideRank other) => _order != other._order ? _order.CompareTo(other._order) : Index.CompareTo(other.Index);
    }
}
