using Autograd.Engine;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// This tensor with source[…, i, …] added to […, index[…, i, …], …] along a dimension. Gradient: grad; to the source, grad gathered.
    /// </summary>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, no larger than the source. Scalars count as vectors of one
    /// element.</param>
    /// <param name="source">The values to add, of this dtype.</param>
    /// <returns>A tensor of this shape.</returns>
    /// <exception cref="ShapeException">The ranks or sizes do not fit.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor ScatterAdd(int dim, Tensor index, Tensor source) =>
        ApplyIndexed(new ScatterAddOp(dim), index.NotNull(), source.NotNull());

    /// <summary>Adds source[…, i, …] to […, index[…, i, …], …] along a dimension.</summary>
    /// <inheritdoc cref="ScatterAdd(int, Tensor, Tensor)"/>
    public Tensor ScatterAdd_(int dim, Tensor index, Tensor source) =>
        ApplyIndexed_(new ScatterAddOp(dim), index.NotNull(), source.NotNull());

    /// <inheritdoc cref="ScatterAdd(int, Tensor, Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, no larger than the source. Scalars count as vectors of one
    /// element.</param>
    /// <param name="source">The values to add, of this dtype.</param>
    public static Tensor ScatterAdd(Tensor input, int dim, Tensor index, Tensor source) => input.NotNull().ScatterAdd(dim, index, source);
}

internal sealed class ScatterAddOp(int dim) : Op
{
    private Shape _source;

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => ScatterOp.Check(Name, inputs, dim);

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        // The sum of bools is their logical or.
        if (spec.DType == DType.Bool) return inputs[0].To(DType.Int64).ScatterAdd(dim, inputs[1], inputs[2].To(DType.Int64)).Ne(0);
        Tensor y = inputs[0].CopyData();
        Put(y, inputs[1], inputs[2]);
        return y;
    }

    protected internal override void ForwardInto(ReadOnlySpan<Tensor> inputs, Tensor target)
    {
        if (Spec.DType != DType.Bool && InPlace.IsApart(target, inputs[1..])) Put(target, inputs[1], inputs[2]);
        else base.ForwardInto(inputs, target);
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[1]);
        _source = inputs[2].Shape;
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0 ? grad : ScatterOp.SourceGrad(grad, dim, Saved(0), _source);

    private void Put(Tensor y, Tensor index, Tensor source) =>
        y.Device.ScatterAdd(Name, y.Raw, y.Shape.NormalizeDim(Name, dim), index.To(DType.Int64).Contiguous().Raw, source.Raw);
}
