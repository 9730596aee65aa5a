using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Devices.Cpu;

/// <summary>Gather, scatter-add and their whole-slice forms, on contiguous arrays.</summary>
internal static class Indexing
{
    private const int RowsAhead = 2;
    private const int LongestPrefetch = 2048;
    private const int CacheLine = 64;

    public static void Gather<T>(string op, View x, int dim, ReadOnlySpan<long> index, Shape indexShape, View y)
        where T : unmanaged
    {
        ReadOnlySpan<T> source = x.Data<T>();
        Span<T> target = y.Span<T>();
        int size = x.Shape[dim], stride = x.Layout.Strides[dim];
        Check(op, index, size, dim);
        Span<int> scratch = stackalloc int[indexShape.Rank];
        var bases = new Odometer(indexShape, Without(x.Layout, dim), x.Layout.Offset, scratch);
        for (int i = 0; i < target.Length; i++, bases.Next()) target[i] = source[bases.Offset + (int)index[i] * stride];
    }

    public static void Scatter<T>(string op, View target, int dim, ReadOnlySpan<long> index, Shape indexShape, View source)
        where T : unmanaged
    {
        Span<T> into = target.Data<T>();
        ReadOnlySpan<T> from = source.Data<T>();
        int stride = target.Layout.Strides[dim];
        Check(op, index, target.Shape[dim], dim);
        Span<int> scratch = stackalloc int[indexShape.Rank], sourceScratch = stackalloc int[indexShape.Rank];
        var bases = new Odometer(indexShape, Without(target.Layout, dim), target.Layout.Offset, scratch);
        var reads = new Odometer(indexShape, source.Layout.Strides, source.Layout.Offset, sourceScratch);
        for (int i = 0; i < index.Length; i++, bases.Next(), reads.Next()) into[bases.Offset + (int)index[i] * stride] = from[reads.Offset];
    }

    public static void ScatterAdd<T>(string op, View target, int dim, ReadOnlySpan<long> index, Shape indexShape, View source)
        where T : unmanaged, INumber<T>
    {
        Span<T> into = target.Data<T>();
        ReadOnlySpan<T> from = source.Data<T>();
        int stride = target.Layout.Strides[dim];
        Check(op, index, target.Shape[dim], dim);
        // Along the last dimension the positions of a row follow each other evenly, so that only rows are counted through.
        int rank = indexShape.Rank, outer = dim == rank - 1 ? dim : rank, run = outer == rank ? 1 : indexShape[dim];
        int step = outer == rank ? 0 : source.Layout.Strides[dim];
        Span<int> scratch = stackalloc int[rank], sourceScratch = stackalloc int[rank];
        ReadOnlySpan<int> sizes = indexShape.AsSpan()[..outer];
        var bases = new Odometer(sizes, Without(target.Layout, dim).AsSpan(0, outer), target.Layout.Offset, scratch);
        var reads = new Odometer(sizes, source.Layout.Strides[..outer], source.Layout.Offset, sourceScratch);
        for (int i = 0; i < index.Length; bases.Next(), reads.Next())
        {
            for (int end = i + run, read = reads.Offset; i < end; i++, read += step) into[bases.Offset + (int)index[i] * stride] += from[read];
        }
    }

    public static void ScatterReduce<TKernel, T>(
        string op, TKernel kernel, Span<T> into, Layout target, int dim, ReadOnlySpan<long> index, Shape indexShape, ReadOnlySpan<T> from, Layout source)
        where TKernel : struct, IReduceKernel
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        int stride = target.Strides[dim];
        Check(op, index, target.Shape[dim], dim);
        Span<int> scratch = stackalloc int[indexShape.Rank], sourceScratch = stackalloc int[indexShape.Rank];
        var bases = new Odometer(indexShape, Without(target, dim), target.Offset, scratch);
        var reads = new Odometer(indexShape, source.Strides, source.Offset, sourceScratch);
        for (int i = 0; i < index.Length; i++, bases.Next(), reads.Next())
        {
            ref T place = ref into[bases.Offset + (int)index[i] * stride];
            place = kernel.Combine(place, from[reads.Offset]);
        }
    }

    public static void Select<T>(string op, View x, int dim, ReadOnlySpan<long> index, View y)
        where T : unmanaged
    {
        (int outer, int size, int inner) = Split(x.Shape, dim);
        Check(op, index, size, dim);
        ReadOnlySpan<T> source = x.Span<T>();
        Span<T> target = y.Span<T>();
        for (int o = 0, at = 0; o < outer; o++)
        {
            ReadOnlySpan<T> plane = source.Slice(o * size * inner, size * inner);
            for (int i = 0; i < index.Length; i++, at += inner)
            {
                if (i + RowsAhead < index.Length) Prefetch(plane.Slice((int)index[i + RowsAhead] * inner, inner));
                plane.Slice((int)index[i] * inner, inner).CopyTo(target[at..]);
            }
        }
    }

    // Rows picked at random (a batch of a shuffled dataset) are not where the hardware looks ahead; asked for early, their memory arrives together.
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
        for (int o = 0, at = 0; o < outer; o++)
        {
            foreach (long i in index)
            {
                Span<T> row = into.Slice((o * size + (int)i) * inner, inner);
                System.Numerics.Tensors.TensorPrimitives.Add(row, from.Slice(at, inner), row);
                at += inner;
            }
        }
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

    // All before anything is written: an index that is wrong must not leave half of the work behind.
    private static void Check(string op, ReadOnlySpan<long> index, int size, int dim)
    {
        foreach (long i in index)
        {
            if ((ulong)i >= (ulong)size) throw new TensorIndexException($"{op}: index {i} is out of range for dimension {dim} with size {size}");
        }
    }
}
