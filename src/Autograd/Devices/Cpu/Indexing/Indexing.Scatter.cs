using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Devices.Cpu;

/// <content>Elements written, added or combined where an index tensor says.</content>
internal static partial class Indexing
{
    public static void Scatter<T>(string op, View target, int dim, View index, View source)
        where T : unmanaged
        => Put<Replacing<T>, T>(op, default, target, dim, index, source);

    public static void ScatterAdd<T>(string op, View target, int dim, View index, View source)
        where T : unmanaged, INumber<T>
    {
        if (CellSums<T>.Pays(index.Shape[dim], target.Shape[dim])) AddMany<T>(op, target, dim, index, source);
        else Put<Adding<T>, T>(op, default, target, dim, index, source);
    }

    public static void ScatterReduce<TKernel, T>(string op, TKernel kernel, View target, int dim, View index, View source)
        where TKernel : struct, IReduceKernel
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
        => Put<Combining<TKernel, T>, T>(op, new(kernel), target, dim, index, source);

    private static void Put<TScatter, T>(string op, TScatter scatter, View target, int dim, View index, View source)
        where TScatter : struct, IScatter<T>
        where T : unmanaged
    {
        ReadOnlySpan<long> indices = index.Span<long>();
        Span<T> into = target.Data<T>();
        ReadOnlySpan<T> from = source.Data<T>();
        Check(op, indices, target.Shape[dim], dim);
        int last = index.Shape.Rank - 1, row = index.Shape[last], stride = target.Layout.Strides[dim];
        nint step = dim == last ? 0 : target.Layout.Strides[last], readStep = source.Layout.Strides[last];
        Span<int> scratch = stackalloc int[last], sourceScratch = stackalloc int[last];
        ReadOnlySpan<int> sizes = index.Shape.AsSpan()[..last];
        var bases = new Odometer(sizes, Without(target.Layout, dim).AsSpan(0, last), target.Layout.Offset, scratch);
        var reads = new Odometer(sizes, source.Layout.Strides[..last], source.Layout.Offset, sourceScratch);
        for (int i = 0; i < indices.Length; i += row, bases.Next(), reads.Next())
        {
            ReadOnlySpan<long> positions = indices.Slice(i, row);
            ref T first = ref into[bases.Offset];
            ref T value = ref Unsafe.AsRef(in from[reads.Offset]);
            if (step == 0 && stride == 1 && readStep == 1)
            {
                for (int k = 0; k < positions.Length; k++)
                    scatter.Put(ref Unsafe.Add(ref first, (nint)positions[k]), Unsafe.Add(ref value, k));
                continue;
            }

            nint at = 0, read = 0;
            for (int k = 0; k < positions.Length; k++, at += step, read += readStep)
                scatter.Put(ref Unsafe.Add(ref first, at + (nint)positions[k] * stride), Unsafe.Add(ref value, read));
        }
    }

    // Put, where so many elements go to one place that a running sum would lose some.
    private static void AddMany<T>(string op, View target, int dim, View index, View source)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<long> indices = index.Span<long>();
        ReadOnlySpan<T> from = source.Data<T>();
        Check(op, indices, target.Shape[dim], dim);
        if (dim == 0 && target.Layout.IsContiguous)
        {
            var adder = new Scattered<T>(op, target, index, source);
            if (RowBlocks.TryAdd(adder, target.Span<T>(), index.Shape[0], target.Shape[0])) return;
        }

        int last = index.Shape.Rank - 1, row = index.Shape[last], stride = target.Layout.Strides[dim];
        int step = dim == last ? 0 : target.Layout.Strides[last], readStep = source.Layout.Strides[last];
        ReadOnlySpan<int> sizes = index.Shape.AsSpan()[..last];
        var bases = new Odometer(sizes, Without(target.Layout, dim).AsSpan(0, last), target.Layout.Offset, stackalloc int[last]);
        var reads = new Odometer(sizes, source.Layout.Strides[..last], source.Layout.Offset, stackalloc int[last]);
        var sums = new CellSums<T>(target.Data<T>(), target.Layout, 1);
        for (int i = 0; i < indices.Length; i += row, bases.Next(), reads.Next())
        {
            sums.Add(bases.Offset, step, indices.Slice(i, row), stride, from[reads.Offset..], readStep, row);
        }

        sums.Finish();
    }

    private readonly struct Scattered<T>(string op, View target, View index, View source) : IRowAdder
        where T : unmanaged, INumber<T>
    {
        public void Add(int start, int count) => Put<Adding<T>, T>(
            op, default, target, 0, RowBlocks.Part(index, start, count), RowBlocks.Part(source, start, count));
    }

    /// <summary>How a scattered element is combined with the one at its target.</summary>
    private interface IScatter<T>
    {
        void Put(ref T target, T value);
    }

    private readonly struct Replacing<T> : IScatter<T>
    {
        public void Put(ref T target, T value) => target = value;
    }

    private readonly struct Adding<T> : IScatter<T>
        where T : unmanaged, INumber<T>
    {
        public void Put(ref T target, T value) => target += value;
    }

    private readonly struct Combining<TKernel, T>(TKernel kernel) : IScatter<T>
        where TKernel : struct, IReduceKernel
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        public void Put(ref T target, T value) => target = kernel.Combine(target, value);
    }
}
