using System.Numerics;
using Autograd.Devices;
using Autograd.Memory;

namespace Autograd.ReferenceDevice;

/// <content>Reading and writing where an index says. What only moves has no need of the elements' type.</content>
public sealed partial class PlainDevice
{
    /// <inheritdoc/>
    protected override void Gather(string op, View x, int dim, View index, View y)
    {
        int[] from = Addressed(op, x, dim, index), to = Positions.Of(y.Layout);
        for (int i = 0; i < to.Length; i++) Positions.Move(x, from[i], y, to[i]);
    }

    /// <inheritdoc/>
    protected override void Scatter(string op, View target, int dim, View index, View source)
    {
        int[] to = Addressed(op, target, dim, index), from = Corner(source.Layout, index.Shape);
        for (int i = 0; i < to.Length; i++) Positions.Move(source, from[i], target, to[i]);
    }

    /// <inheritdoc/>
    protected override void ScatterAdd(string op, View target, int dim, View index, View source) =>
        Add(target, Addressed(op, target, dim, index), source, Corner(source.Layout, index.Shape));

    /// <inheritdoc/>
    protected override void ScatterReduce<TKernel>(string op, TKernel kernel, View target, int dim, View index, View source)
    {
        int[] to = Addressed(op, target, dim, index), from = Corner(source.Layout, index.Shape);
        switch (target.DType)
        {
            case DType.Float32: Run<float>(); break;
            case DType.Float64: Run<double>(); break;
            case DType.Int64: Run<long>(); break;
            case DType.Int32: Run<int>(); break;
            default: Run<byte>(); break;
        }

        void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            T[] into = Data<T>(target), values = Data<T>(source);
            for (int i = 0; i < to.Length; i++) into[to[i]] = kernel.Combine(into[to[i]], values[from[i]]);
        }
    }

    /// <inheritdoc/>
    protected override void IndexSelect(string op, View x, int dim, View index, View y)
    {
        int[] from = Slices(op, x, dim, index, y.Shape), to = Positions.Of(y.Layout);
        for (int i = 0; i < to.Length; i++) Positions.Move(x, from[i], y, to[i]);
    }

    /// <inheritdoc/>
    protected override void IndexAdd(string op, View target, int dim, View index, View source) =>
        Add(target, Slices(op, target, dim, index, source.Shape), source, Positions.Of(source.Layout));

    /// <inheritdoc/>
    protected override void ReadParts(View x, ReadOnlySpan<bool> indexed, int place, View at, View y)
    {
        int[] from = Parts(x.Layout, indexed, place, at, y.Shape), to = Positions.Of(y.Layout);
        for (int i = 0; i < to.Length; i++) Positions.Move(x, from[i], y, to[i]);
    }

    /// <inheritdoc/>
    protected override void WriteParts(View target, ReadOnlySpan<bool> indexed, int place, View at, View source)
    {
        int[] to = Parts(target.Layout, indexed, place, at, source.Shape), from = Positions.Of(source.Layout);
        for (int i = 0; i < to.Length; i++) Positions.Move(source, from[i], target, to[i]);
    }

    /// <inheritdoc/>
    protected override void AddToParts(View target, ReadOnlySpan<bool> indexed, int place, View at, View source) =>
        Add(target, Parts(target.Layout, indexed, place, at, source.Shape), source, Positions.Of(source.Layout));

    /// <inheritdoc/>
    protected override long[] NonZero(View x)
    {
        // Zero or not is what a bool is made of.
        View y = new(Allocate(DType.Bool, x.Numel, zeroed: false), Layout.Contiguous(x.Shape));
        Copy(x, y);
        byte[] truths = Data<byte>(y);
        return [.. Enumerable.Range(0, truths.Length).Where(i => truths[i] != 0).Select(i => (long)i)];
    }

    private static T[] Data<T>(View view)
        where T : unmanaged
        => (T[])((ReferenceStorage)view.Storage).Elements;

    private static void Add(View target, int[] to, View source, int[] from)
    {
        switch (target.DType)
        {
            case DType.Float32: Run<float>(); break;
            case DType.Float64: Run<double>(); break;
            case DType.Int64: Run<long>(); break;
            case DType.Int32: Run<int>(); break;
            default: Run<byte>(); break;
        }

        void Run<T>()
            where T : unmanaged, INumber<T>
        {
            T[] into = Data<T>(target), values = Data<T>(source);
            for (int i = 0; i < to.Length; i++) into[to[i]] += values[from[i]];
        }
    }

    /// <summary>For each element of an index, the position of the element that it addresses along a dimension.</summary>
    private static int[] Addressed(string op, View x, int dim, View index)
    {
        var asked = new Elements<long>(index);
        int[] positions = new int[asked.Length];
        for (int i = 0; i < positions.Length; i++)
        {
            int[] at = Positions.Indices(index.Shape, i);
            at[dim] = Checked(op, asked[i], dim, x.Shape[dim]);
            positions[i] = Positions.Of(x.Layout, at);
        }

        return positions;
    }

    /// <summary>For each element of the slices that an index names, its position.</summary>
    private static int[] Slices(string op, View x, int dim, View index, Shape picked)
    {
        var asked = new Elements<long>(index);
        for (int i = 0; i < asked.Length; i++) Checked(op, asked[i], dim, x.Shape[dim]);
        int[] positions = new int[picked.Numel];
        for (int i = 0; i < positions.Length; i++)
        {
            int[] at = Positions.Indices(picked, i);
            at[dim] = (int)asked[at[dim]];
            positions[i] = Positions.Of(x.Layout, at);
        }

        return positions;
    }

    /// <summary>For each element of the parts at a list of places, its position.</summary>
    private static int[] Parts(Layout x, ReadOnlySpan<bool> indexed, int place, View at, Shape parts)
    {
        var listed = new Elements<long>(at);
        int[] positions = new int[parts.Numel];
        for (int i = 0; i < positions.Length; i++)
        {
            // The dimensions of a part: some of the others, those of the list, the rest of the others.
            int[] indices = Positions.Indices(parts, i), full = new int[x.Shape.Rank];
            int number = 0, other = 0;
            for (int d = 0; d < at.Shape.Rank; d++) number = (number * at.Shape[d]) + indices[place + d];
            long position = listed[number];
            for (int dim = full.Length - 1; dim >= 0; dim--)
            {
                if (!indexed[dim]) continue;
                full[dim] = (int)(position % x.Shape[dim]);
                position /= x.Shape[dim];
            }

            for (int dim = 0; dim < full.Length; dim++)
            {
                if (indexed[dim]) continue;
                full[dim] = indices[other < place ? other : other + at.Shape.Rank];
                other++;
            }

            positions[i] = Positions.Of(x, full);
        }

        return positions;
    }

    /// <summary>The positions of the elements in the first corner of a tensor, of a smaller shape.</summary>
    private static int[] Corner(Layout layout, Shape shape)
    {
        int[] positions = new int[shape.Numel];
        for (int i = 0; i < positions.Length; i++) positions[i] = Positions.Of(layout, Positions.Indices(shape, i));
        return positions;
    }

    private static int Checked(string op, long index, int dim, int size) =>
        index >= 0 && index < size ? (int)index : throw OutOfRange(op, index, dim, size);
}
