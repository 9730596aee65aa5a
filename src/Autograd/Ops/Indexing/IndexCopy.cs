using Autograd.Engine;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// This tensor with the slices that an index names replaced by a source's. Gradient: grad, 0 where it was replaced; its slices to the
    /// source.
    /// </summary>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">A one-dimensional int64 (or int32) tensor, one entry for each slice of the source; negative ones count from the
    /// end. Scalars count as vectors of one element.</param>
    /// <param name="source">The slices to put there, of this dtype; where the index names a slice several times, the last one
    /// is kept.</param>
    /// <returns>A tensor of this shape.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor IndexCopy(int dim, Tensor index, Tensor source)
    {
        index.NotNull();
        source.NotNull();
        Tensor x = Sliced(ref index, ref source);
        (IndexedSlices slices, Tensor at) = x.Slices("index_copy", dim, index);
        return new IndexPutOp(slices, accumulate: false, "index_copy").Apply(x, at, source).Reshape(Shape).AsResult();
    }

    /// <summary>Replaces the slices that an index names by a source's.</summary>
    /// <inheritdoc cref="IndexCopy(int, Tensor, Tensor)"/>
    public Tensor IndexCopy_(int dim, Tensor index, Tensor source)
    {
        index.NotNull();
        source.NotNull();
        Tensor x = Sliced(ref index, ref source);
        (IndexedSlices slices, Tensor at) = x.Slices("index_copy_", dim, index);
        InPlace.Apply(new IndexPutOp(slices, accumulate: false, "index_copy"), x, x, at, source);
        return this;
    }

    /// <summary>This tensor with a number in the slices that an index names. Gradient: grad, 0 in those slices.</summary>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">A one-dimensional int64 (or int32) tensor; negative ones count from the end.</param>
    /// <param name="value">The number to fill them with.</param>
    /// <returns>A tensor of this shape.</returns>
    /// <exception cref="ShapeException">The index has more than one dimension.</exception>
    /// <exception cref="DTypeException">This dtype does not hold the number.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor IndexFill(int dim, Tensor index, Scalar value)
    {
        index.NotNull();
        Tensor x = AsVector(this);
        (IndexedSlices slices, Tensor at) = x.Slices("index_fill", dim, index);
        return new IndexPutOp(slices, accumulate: false, "index_fill")
            .Apply(x, at, Filled("index_fill", [], value, DType, requiresGrad: false, Device).BroadcastTo(slices.Output))
            .Reshape(Shape)
            .AsResult();
    }

    /// <summary>Fills the slices that an index names with a number.</summary>
    /// <inheritdoc cref="IndexFill(int, Tensor, Scalar)"/>
    public Tensor IndexFill_(int dim, Tensor index, Scalar value)
    {
        index.NotNull();
        Tensor x = AsVector(this);
        (IndexedSlices slices, Tensor at) = x.Slices("index_fill_", dim, index);
        value.RequireIn(DType, "index_fill_");
        if (Layout.MayOverlap) return MaskedFill_(Zeros(Shape, DType.Bool, device: Device).IndexFill(dim, index, 1), value);
        InPlace.Apply(
            new IndexPutOp(slices, accumulate: false, "index_fill"),
            x,
            x,
            at,
            Full([], value, DType, device: Device).BroadcastTo(slices.Output));
        return this;
    }

    /// <summary>This tensor, the index and the source; if any of them is a scalar, all become vectors.</summary>
    private Tensor Sliced(ref Tensor index, ref Tensor source)
    {
        if (!AreVectors(index, source)) return this;
        (index, source) = (AsVector(index), AsVector(source));
        return AsVector(this);
    }

    private (IndexedSlices Slices, Tensor At) Slices(string op, int dim, Tensor index)
    {
        IndexPositions.RequireInteger(op, index);
        IndexSelectOp.Slices(op, Spec, index.Spec, dim);
        int along = Shape.NormalizeDim(op, dim);
        var slices = IndexedSlices.Along(Shape, along, index.Numel);
        // Slices of nothing may be named by any index, as in PyTorch.
        bool none = slices.Output.Numel == 0 && Shape[along] > 0;
        return (
            slices, none ? Zeros([index.Numel], DType.Int64, device: Device) : IndexPositions.Of(op, index, Shape[along], along, Device));
    }

    /// <inheritdoc cref="IndexCopy(int, Tensor, Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">A one-dimensional int64 (or int32) tensor, one entry for each slice of the source; negative ones count from the
    /// end. Scalars count as vectors of one element.</param>
    /// <param name="source">The slices to put there, of this dtype; where the index names a slice several times, the last one
    /// is kept.</param>
    public static Tensor IndexCopy(Tensor input, int dim, Tensor index, Tensor source) => input.NotNull().IndexCopy(dim, index, source);

    /// <inheritdoc cref="IndexFill(int, Tensor, Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">A one-dimensional int64 (or int32) tensor; negative ones count from the end.</param>
    /// <param name="value">The number to fill them with.</param>
    public static Tensor IndexFill(Tensor input, int dim, Tensor index, Scalar value) => input.NotNull().IndexFill(dim, index, value);
}
