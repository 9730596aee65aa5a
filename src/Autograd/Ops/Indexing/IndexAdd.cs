using Autograd.Engine;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// This tensor with slices of a source added along a dimension, at the positions that an index gives. Gradient: grad, and its slices to
    /// the source.
    /// </summary>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">A one-dimensional int64 (or int32) tensor, one entry for each slice of the source. Scalars count as
    /// vectors of one.</param>
    /// <param name="source">The slices to add, of this dtype.</param>
    /// <returns>A tensor of this shape.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor IndexAdd(int dim, Tensor index, Tensor source) => ApplyIndexed(new IndexAddOp(dim), index.NotNull(), source.NotNull());

    /// <summary>Adds slices of a source along a dimension, at the positions that an index gives.</summary>
    /// <inheritdoc cref="IndexAdd(int, Tensor, Tensor)"/>
    public Tensor IndexAdd_(int dim, Tensor index, Tensor source) => ApplyIndexed_(new IndexAddOp(dim), index.NotNull(), source.NotNull());

    /// <summary>
    /// This tensor with alpha times slices of a source added along a dimension, at the positions that an index gives. Gradient: grad, and
    /// alpha times its slices to the source.
    /// </summary>
    /// <inheritdoc cref="IndexAdd(int, Tensor, Tensor)"/>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">
    /// A one-dimensional int64 (or int32) tensor, one entry for each slice of the source. Scalars count as vectors of one.
    /// </param>
    /// <param name="source">The slices to add, of this dtype.</param>
    /// <param name="alpha">The factor of the slices; a floating one needs a floating tensor.</param>
    public Tensor IndexAdd(int dim, Tensor index, Tensor source, Scalar alpha) =>
        IndexAdd(dim, index, AddOp.Times("index_add", this, source.NotNull(), alpha));

    /// <summary>Adds alpha times slices of a source along a dimension, at the positions that an index gives.</summary>
    /// <inheritdoc cref="IndexAdd(int, Tensor, Tensor)"/>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">
    /// A one-dimensional int64 (or int32) tensor, one entry for each slice of the source. Scalars count as vectors of one.
    /// </param>
    /// <param name="source">The slices to add, of this dtype.</param>
    /// <param name="alpha">The factor of the slices; a floating one needs a floating tensor.</param>
    public Tensor IndexAdd_(int dim, Tensor index, Tensor source, Scalar alpha) =>
        IndexAdd_(dim, index, AddOp.Times("index_add_", this, source.NotNull(), alpha));

    /// <inheritdoc cref="IndexAdd(int, Tensor, Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">A one-dimensional int64 (or int32) tensor, one entry for each slice of the source. Scalars count as
    /// vectors of one.</param>
    /// <param name="source">The slices to add, of this dtype.</param>
    public static Tensor IndexAdd(Tensor input, int dim, Tensor index, Tensor source) => input.NotNull().IndexAdd(dim, index, source);

    /// <inheritdoc cref="IndexAdd(int, Tensor, Tensor, Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">A one-dimensional int64 (or int32) tensor, one entry for each slice of the source. Scalars count as
    /// vectors of one.</param>
    /// <param name="source">The slices to add, of this dtype.</param>
    /// <param name="alpha">The factor of the source.</param>
    public static Tensor IndexAdd(Tensor input, int dim, Tensor index, Tensor source, Scalar alpha) =>
        input.NotNull().IndexAdd(dim, index, source, alpha);
}

internal sealed class IndexAddOp(int dim) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        (TensorSpec x, TensorSpec index, TensorSpec source) = (inputs[0], inputs[1], inputs[2]);
        Shape slices = IndexSelectOp.Slices(Name, x, index, dim);
        if (source.Shape != slices)
            throw new ShapeException(
                $"{Name}: the source must be {slices} for tensor {x.Shape} and index {index.Shape}, not {source.Shape}");
        if (source.DType != x.DType)
            throw new DTypeException($"{Name}: the source is {source.DType.Text()}, the tensor {x.DType.Text()}: convert one with To");
        return x;
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        // The sum of bools is their logical or.
        if (spec.DType == DType.Bool) return inputs[0].To(DType.Int64).IndexAdd(dim, inputs[1], inputs[2].To(DType.Int64)).Ne(0);
        Tensor y = inputs[0].CopyData();
        Put(y, inputs[1], inputs[2]);
        return y;
    }

    protected internal override void ForwardInto(ReadOnlySpan<Tensor> inputs, Tensor target)
    {
        if (Spec.DType != DType.Bool && target.IsContiguous && InPlace.IsApart(target, inputs[1..])) Put(target, inputs[1], inputs[2]);
        else base.ForwardInto(inputs, target);
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(inputs[1]);

    protected internal override Tensor Vjp(int input, Tensor grad) => input == 0 ? grad : grad.IndexSelect(dim, Saved(0));

    private void Put(Tensor y, Tensor index, Tensor source) =>
        y.Device.IndexAdd(Name, y.Raw, y.Shape.NormalizeDim(Name, dim), index.To(DType.Int64).Contiguous().Raw, source.Raw);
}
