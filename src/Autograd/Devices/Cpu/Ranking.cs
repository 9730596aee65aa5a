using System.Buffers;
using System.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>The order of a row's elements: NaN the largest, equal elements in the order they came.</summary>
internal static class Ranking
{
    /// <summary>The first elements of the sorted row, as many as fit.</summary>
    public static void First<T>(ReadOnlySpan<T> x, bool descending, Span<T> values, Span<long> indices)
        where T : unmanaged, INumber<T>
    {
        Entry<T>[] rented = ArrayPool<Entry<T>>.Shared.Rent(x.Length);
        Span<Entry<T>> entries = rented.AsSpan(0, x.Length);
        for (int i = 0; i < x.Length; i++) entries[i] = new Entry<T>(x[i], i);
        if (descending) entries.Sort(default(Descending<T>));
        else entries.Sort(default(Ascending<T>));
        for (int i = 0; i < values.Length; i++) (values[i], indices[i]) = (entries[i].Value, entries[i].Index);
        ArrayPool<Entry<T>>.Shared.Return(rented);
    }

    private static int Compare<T>(T a, T b)
        where T : unmanaged, INumber<T>
        => a < b ? -1 : a > b ? 1 : T.IsNaN(a).CompareTo(T.IsNaN(b));

    private readonly record struct Entry<T>(T Value, int Index);

    private readonly struct Ascending<T> : IComparer<Entry<T>>
        where T : unmanaged, INumber<T>
    {
        public int Compare(Entry<T> x, Entry<T> y)
        {
            int order = Ranking.Compare(x.Value, y.Value);
            return order != 0 ? order : x.Index.CompareTo(y.Index);
        }
    }

    private readonly struct Descending<T> : IComparer<Entry<T>>
        where T : unmanaged, INumber<T>
    {
        public int Compare(Entry<T> x, Entry<T> y)
        {
            int order = Ranking.Compare(y.Value, x.Value);
            return order != 0 ? order : x.Index.CompareTo(y.Index);
        }
    }
}
