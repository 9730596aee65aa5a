using Autograd.Engine;

namespace Autograd;

public partial class Tensor
{
    /// <summary>This tensor with whole slices replaced by a source's, by an index. Gradient: grad, 0 where it was replaced; its slices to the source.</summary>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">A one-dimensional int64 (or int32) tensor, one entry for each slice of the source; negative ones count from the end.</param>
    /// <param name="source">The slices to put there, of this dtype; where the index names a place several times, the last one stays.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor IndexCopy(int dim, Tensor index, Tensor source)
    {
        (Parts parts, Tensor at) = Slices("index_copy", dim, index);
        return new IndexPutOp(parts, accumulate: false).Apply(this, at, source);
    }

    /// <summary>Replaces whole slices by a source's, by an index.</summary>
    /// <inheritdoc cref="IndexCopy"/>
    public Tensor IndexCopy_(int dim, Tensor index, Tensor source)
    {
        (Parts parts, Tensor at) = Slices("index_copy_", dim, index);
        return InPlace.Apply(new IndexPutOp(parts, accumulate: false), this, this, at, source);
    }

    /// <summary>This tensor with a number in the slices that an index names. Gradient: grad, 0 in those slices.</summary>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">A one-dimensional int64 (or int32) tensor; negative ones count from the end.</param>
    /// <param name="value">What fills the slices.</param>
    /// <exception cref="ShapeException">The index has more than one dimension.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor IndexFill(int dim, Tensor index, Scalar value)
    {
        (Parts parts, Tensor at) = Slices("index_fill", dim, index);
        return new IndexPutOp(parts, accumulate: false).Apply(this, at, Full([], value, DType).BroadcastTo(parts.Output));
    }

    /// <summary>Fills the slices that an index names with a number.</summary>
    /// <inheritdoc cref="IndexFill"/>
    public Tensor IndexFill_(int dim, Tensor index, Scalar value)
    {
        (Parts parts, Tensor at) = Slices("index_fill_", dim, index);
        return InPlace.Apply(new IndexPutOp(parts, accumulate: false), this, this, at, Full([], value, DType).BroadcastTo(parts.Output));
    }

    private (Parts Parts, Tensor At) Slices(string op, int dim, Tensor index)
    {
        Places.RequireInteger(op, index);
        IndexSelectOp.Slices(op, Spec, index.Spec, dim);
        int along = Shape.NormalizeDim(op, dim);
        return (Parts.Slices(Shape, along, index.Numel), Places.Of(op, index, Shape[along], along));
    }
}
