using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Autograd.Memory;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>Gather, scatter-add and their whole-slice forms, on contiguous arrays.</summary>
internal static partial class Indexing
{
    private const int RowsAhead = 2;
    private const int LongestPrefetch = 2048;
    private const int CacheLine = 64;

    /// <summary>The average number of consecutive slices in a run from which a list of runs pays.</summary>
    private const int LongRun = 8;

    public static void Gather<T>(string op, View x, int dim, View index, View y)
        where T : unmanaged
    {
        ReadOnlySpan<long> indices = index.Span<long>();
        ReadOnlySpan<T> source = x.Data<T>();
        Span<T> target = y.Span<T>();
        Check(op, indices, x.Shape[dim], dim);
        // Only rows need an odometer: within a row, positions are evenly spaced.
        int last = index.Shape.Rank - 1, row = index.Shape[last], stride = x.Layout.Strides[dim];
        int step = dim == last ? 0 : x.Layout.Strides[last];
        Span<int> scratch = stackalloc int[last];
        var bases = new Odometer(index.Shape.AsSpan()[..last], Without(x.Layout, dim).AsSpan(0, last), x.Layout.Offset, scratch);
        for (int i = 0; i < target.Length; i += row, bases.Next())
        {
            ReadOnlySpan<long> positions = indices.Slice(i, row);
            Span<T> picked = target.Slice(i, row);
            ref T first = ref Unsafe.AsRef(in source[bases.Offset]);
            if (step == 0 && stride == 1)
            {
                for (int k = 0; k < positions.Length && k < picked.Length; k++) picked[k] = Unsafe.Add(ref first, (nint)positions[k]);
            }
            else
            {
                nint at = 0;
                for (int k = 0; k < positions.Length && k < picked.Length; k++, at += step)
                    picked[k] = Unsafe.Add(ref first, at + (nint)positions[k] * stride);
            }
        }
    }

    public static void Select<T>(string op, View x, int dim, ReadOnlySpan<long> index, View y)
        where T : unmanaged
    {
        (int outer, int size, int inner) = Split(x.Shape, dim);
        Check(op, index, size, dim);
        ReadOnlySpan<T> source = x.Span<T>();
        Span<T> target = y.Span<T>();
        if (target.IsEmpty) return;
        if (Runs(index, outer * inner) is { } runs)
        {
            for (int o = 0, at = 0; o < outer; o++)
            {
                ReadOnlySpan<T> plane = source.Slice(o * size * inner, size * inner);
                foreach ((int start, int length) in runs)
                {
                    plane.Slice(start * inner, length * inner).CopyTo(target[at..]);
                    at += length * inner;
                }
            }
        }
        else if (inner == 1)
        {
            SelectElements(source, outer, size, index, target);
        }
        else
        {
            SelectRows<T>(x, outer, size, inner, index, y);
        }
    }

    private static unsafe void SelectRows<T>(View x, int outer, int size, int inner, ReadOnlySpan<long> index, View y)
        where T : unmanaged
    {
        fixed (long* positions = index)
        {
            var body = new RowsBody<T>(x, size, inner, positions, index.Length, y, outer * index.Length);
            ParallelFor.Run(body.Chunks, body);
        }
    }

    /// <summary>Copies rows picked from planes; the indices have been checked.</summary>
    private readonly unsafe struct RowsBody<T>(View x, int size, int inner, long* positions, int picked, View y, int rows) : IChunkBody
        where T : unmanaged
    {
        // Bytes a thread takes at a time: the copy is bound by memory latency, which threads hide from each other.
        private const int Grain = 1 << 15;

        public int Chunks => (int)Math.Clamp((long)rows * inner * sizeof(T) / Grain, 1, rows);

        public void Run(int chunk)
        {
            int row = (int)((long)rows * chunk / Chunks), end = (int)((long)rows * (chunk + 1) / Chunks);
            ReadOnlySpan<T> source = x.Span<T>();
            Span<T> target = y.Span<T>();
            for (; row < end; row++)
            {
                if (row + RowsAhead < end) Prefetch(source.Slice(Place(row + RowsAhead), inner));
                source.Slice(Place(row), inner).CopyTo(target[(row * inner)..]);
            }
        }

        private int Place(int row) => ((row / picked * size) + (int)positions[row % picked]) * inner;
    }

    // Four rows for each read of the index.
    private static void SelectElements<T>(ReadOnlySpan<T> source, int rows, int size, ReadOnlySpan<long> index, Span<T> target)
        where T : unmanaged
    {
        int r = 0;
        for (; r <= rows - 4; r += 4)
        {
            ref T a = ref Unsafe.AsRef(in source.Slice(r * size, 4 * size)[0]);
            ref T b = ref Unsafe.Add(ref a, size), c = ref Unsafe.Add(ref b, size), d = ref Unsafe.Add(ref c, size);
            Span<T> picked = target.Slice(r * index.Length, 4 * index.Length);
            ref T second = ref picked[index.Length], third = ref Unsafe.Add(ref second, index.Length);
            ref T fourth = ref Unsafe.Add(ref third, index.Length);
            for (int i = 0; i < index.Length && i < picked.Length; i++)
            {
                nint place = (nint)index[i];
                picked[i] = Unsafe.Add(ref a, place);
                Unsafe.Add(ref second, i) = Unsafe.Add(ref b, place);
                Unsafe.Add(ref third, i) = Unsafe.Add(ref c, place);
                Unsafe.Add(ref fourth, i) = Unsafe.Add(ref d, place);
            }
        }

        for (; r < rows; r++)
        {
            ref T row = ref Unsafe.AsRef(in source.Slice(r * size, size)[0]);
            Span<T> picked = target.Slice(r * index.Length, index.Length);
            for (int i = 0; i < index.Length && i < picked.Length; i++) picked[i] = Unsafe.Add(ref row, (nint)index[i]);
        }
    }

    // Consecutive slices, such as those of a padded dimension, move together; null if there are few, or if reading the index costs as much
    // as the copy.
    private static List<(int Start, int Length)>? Runs(ReadOnlySpan<long> index, int uses)
    {
        if (uses < LongRun || index.Length < LongRun) return null;
        int breaks = 1;
        for (int i = 1; i < index.Length; i++) breaks += index[i] == index[i - 1] + 1 ? 0 : 1;
        if (breaks > index.Length / LongRun) return null;
        var runs = new List<(int, int)>(breaks);
        for (int i = 1, start = 0; i <= index.Length; i++)
        {
            if (i < index.Length && index[i] == index[i - 1] + 1) continue;
            runs.Add(((int)index[start], i - start));
            start = i;
        }

        return runs;
    }

    // The hardware does not prefetch rows picked at random (a batch of a shuffled dataset); prefetched here, their lines arrive together.
    private static unsafe void Prefetch<T>(ReadOnlySpan<T> row)
        where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        fixed (T* first = row)
        {
            int bytes = Math.Min(row.Length * sizeof(T), LongestPrefetch);
            for (int at = 0; at < bytes; at += CacheLine) Sse.Prefetch0((byte*)first + at);
        }
    }

    public static void Add<T>(string op, View target, int dim, ReadOnlySpan<long> index, View source)
        where T : unmanaged, INumber<T>
    {
        (int outer, int size, int inner) = Split(target.Shape, dim);
        Check(op, index, size, dim);
        Span<T> into = target.Span<T>();
        ReadOnlySpan<T> from = source.Span<T>();
        if (from.IsEmpty) return;
        List<(int Start, int Length)>? runs = Runs(index, outer * inner);
        if (CellSums<T>.Pays(runs?.Count ?? index.Length, size)) // a run adds once to a place
        {
            if (outer > 1 || !RowBlocks.TryAdd(new Rows<T>(into, size, inner, index, from), into, index.Length, size))
                AddMany(target, outer, size, inner, index, from);
            return;
        }

        Add(into, outer, size, inner, index, from, runs);
    }

    private static void Add<T>(
        Span<T> into, int outer, int size, int inner, ReadOnlySpan<long> index, ReadOnlySpan<T> from, List<(int Start, int Length)>? runs)
        where T : unmanaged, INumber<T>
    {
        for (int o = 0, at = 0; o < outer; o++)
        {
            Span<T> plane = into.Slice(o * size * inner, size * inner);
            if (runs is not null)
            {
                foreach ((int start, int length) in runs)
                {
                    Span<T> slices = plane.Slice(start * inner, length * inner);
                    TensorPrimitives.Add(slices, from.Slice(at, slices.Length), slices);
                    at += slices.Length;
                }
            }
            else if (inner == 1)
            {
                ref T first = ref plane[0];
                ReadOnlySpan<T> row = from.Slice(at, index.Length);
                for (int i = 0; i < index.Length && i < row.Length; i++) Unsafe.Add(ref first, (nint)index[i]) += row[i];
                at += index.Length;
            }
            else
            {
                foreach (long i in index)
                {
                    Span<T> row = plane.Slice((int)i * inner, inner);
                    TensorPrimitives.Add(row, from.Slice(at, inner), row);
                    at += inner;
                }
            }
        }
    }

    private static void AddMany<T>(View target, int outer, int size, int inner, ReadOnlySpan<long> index, ReadOnlySpan<T> from)
        where T : unmanaged, INumber<T>
    {
        var sums = new CellSums<T>(target.Data<T>(), target.Layout, inner);
        for (int o = 0, at = 0; o < outer; o++)
        {
            int plane = target.Layout.Offset + (o * size * inner);
            if (inner == 1)
            {
                sums.Add(plane, 0, index, 1, from[at..], 1, index.Length);
                at += index.Length;
                continue;
            }

            foreach (long i in index)
            {
                sums.Add(plane + ((int)i * inner), from.Slice(at, inner));
                at += inner;
            }
        }

        sums.Finish();
    }

    /// <summary>The first extreme element along the middle dimension; a NaN counts as more extreme than any number.</summary>
    public static void ArgReduce<T>(bool largest, View x, int dim, Span<T> values, Span<long> indices)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        (int outer, int size, int inner) = Split(x.Shape, dim);
        ReadOnlySpan<T> data = x.Span<T>();
        for (int o = 0; o < outer; o++)
        {
            if (inner == 1)
            {
                ReadOnlySpan<T> row = data.Slice(o * size, size);
                int first = ExtremeRows.IndexOf(row, largest ? ExtremeRows.Max(row) : ExtremeRows.Min(row));
                (values[o], indices[o]) = (row[first], first);
                continue;
            }

            for (int i = 0; i < inner; i++)
            {
                int start = o * size * inner + i;
                T best = data[start];
                int at = 0;
                for (int k = 1; k < size && !T.IsNaN(best); k++)
                {
                    T value = data[start + k * inner];
                    if (T.IsNaN(value) || (largest ? value > best : value < best)) (best, at) = (value, k);
                }

                values[o * inner + i] = best;
                indices[o * inner + i] = at;
            }
        }
    }

    /// <summary>The positions of the elements that are not 0; a NaN is not 0.</summary>
    public static long[] NonZero<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>
    {
        int count = 0;
        foreach (T value in x) count += value != T.Zero ? 1 : 0;
        long[] found = new long[count];
        for (int i = 0, at = 0; at < count; i++)
        {
            if (x[i] != T.Zero) found[at++] = i;
        }

        return found;
    }

    private static (int Outer, int Size, int Inner) Split(Shape shape, int dim)
    {
        int outer = 1, inner = 1;
        for (int i = 0; i < dim; i++) outer *= shape[i];
        for (int i = dim + 1; i < shape.Rank; i++) inner *= shape[i];
        return (outer, shape.Rank == 0 ? 1 : shape[dim], inner);
    }

    private static int[] Without(Layout layout, int dim)
    {
        int[] strides = layout.Strides.ToArray();
        strides[dim] = 0;
        return strides;
    }

    // Called before anything is written into an existing tensor: a wrong index must not leave it half updated. The code that follows reads
    // and writes unchecked.
    private static void Check(string op, ReadOnlySpan<long> index, int size, int dim)
    {
        // Negative if an index is below 0 or above size − 1.
        var joined = Vector<long>.Zero;
        var most = new Vector<long>(size - 1);
        int at = 0;
        for (; at <= index.Length - Vector<long>.Count; at += Vector<long>.Count)
        {
            var some = new Vector<long>(index[at..]);
            joined |= some | (most - some);
        }

        if (Vector.LessThanAny(joined, Vector<long>.Zero)) at = 0;
        foreach (long i in index[at..])
        {
            if ((ulong)i >= (ulong)size) throw Device.OutOfRange(op, i, dim, size);
        }
    }

    private readonly ref struct Rows<T>(Span<T> into, int size, int inner, ReadOnlySpan<long> index, ReadOnlySpan<T> from) : IRowAdder
        where T : unmanaged, INumber<T>
    {
        private readonly Span<T> _into = into;
        private readonly ReadOnlySpan<long> _index = index;
        private readonly ReadOnlySpan<T> _from = from;

        public void Add(int start, int count) =>
            Indexing.Add(_into, 1, size, inner, _index.Slice(start, count), _from.Slice(start * inner, count * inner), runs: null);
    }
}
