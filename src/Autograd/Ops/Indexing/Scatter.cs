using Autograd.Engine;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// This tensor with source[…, i, …] written to […, index[…, i, …], …] along a dimension. Gradient: grad, 0 where it was replaced; to
    /// the source, grad gathered.
    /// </summary>
    /// <remarks>
    /// Where an index names an element several times the last value is kept, and every one of its source elements gets that element's
    /// gradient, as in PyTorch.
    /// </remarks>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, no larger than the source. Scalars count as vectors of one
    /// element.</param>
    /// <param name="source">The values to write, of this dtype.</param>
    /// <returns>A tensor of this shape.</returns>
    /// <exception cref="ShapeException">The ranks or sizes do not fit.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor Scatter(int dim, Tensor index, Tensor source) => ApplyIndexed(new ScatterOp(dim), index.NotNull(), source.NotNull());

    /// <summary>
    /// This tensor with a number written to […, index[…, i, …], …] along a dimension. Gradient: grad, 0 where it was replaced.
    /// </summary>
    /// <inheritdoc cref="Scatter(int, Tensor, Tensor)"/>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank. Scalars count as vectors of one element.</param>
    /// <param name="value">The number to write, converted to this dtype.</param>
    public Tensor Scatter(int dim, Tensor index, Scalar value) => Scatter(dim, index, ScatterOp.Repeated(value, DType, index.NotNull()));

    /// <summary>Writes source[…, i, …] to […, index[…, i, …], …] along a dimension.</summary>
    /// <inheritdoc cref="Scatter(int, Tensor, Tensor)"/>
    public Tensor Scatter_(int dim, Tensor index, Tensor source) => ApplyIndexed_(new ScatterOp(dim), index.NotNull(), source.NotNull());

    /// <summary>Writes a number to […, index[…, i, …], …] along a dimension.</summary>
    /// <inheritdoc cref="Scatter(int, Tensor, Tensor)"/>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank. Scalars count as vectors of one element.</param>
    /// <param name="value">The number to write, converted to this dtype.</param>
    public Tensor Scatter_(int dim, Tensor index, Scalar value) => Scatter_(dim, index, ScatterOp.Repeated(value, DType, index.NotNull()));

    /// <summary>
    /// This tensor with source[…, i, …] added to, or multiplied with, the element at […, index[…, i, …], …] along a dimension: like
    /// <see cref="ScatterReduce(int, Tensor, Tensor, ScatterReduction, bool)"/>, with its gradient.
    /// </summary>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, no larger than the source. Scalars count as vectors of one
    /// element.</param>
    /// <param name="source">The summands or factors, of this dtype.</param>
    /// <param name="reduce"><see cref="ScatterReduction.Sum"/> or <see cref="ScatterReduction.Prod"/> (PyTorch's <c>add</c> and
    /// <c>multiply</c>).</param>
    /// <returns>A tensor of this shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The reduction is a different one.</exception>
    /// <exception cref="ShapeException">The ranks or sizes do not fit.</exception>
    /// <exception cref="DTypeException">The dtypes differ.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor Scatter(int dim, Tensor index, Tensor source, ScatterReduction reduce) =>
        ScatterReduce(dim, index, source, ScatterOp.AddOrMultiply("scatter", reduce));

    /// <summary>This tensor with a number added to, or multiplied with, the element at […, index[…, i, …], …] along a dimension.</summary>
    /// <inheritdoc cref="Scatter(int, Tensor, Tensor, ScatterReduction)"/>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank. Scalars count as vectors of one element.</param>
    /// <param name="value">The summand or factor, converted to this dtype.</param>
    /// <param name="reduce">
    /// <see cref="ScatterReduction.Sum"/> or <see cref="ScatterReduction.Prod"/> (PyTorch's <c>add</c> and <c>multiply</c>).
    /// </param>
    public Tensor Scatter(int dim, Tensor index, Scalar value, ScatterReduction reduce) =>
        Scatter(dim, index, ScatterOp.Repeated(value, DType, index.NotNull()), reduce);

    /// <summary>Adds source[…, i, …] to, or multiplies it with, the element at […, index[…, i, …], …] along a dimension.</summary>
    /// <inheritdoc cref="Scatter(int, Tensor, Tensor, ScatterReduction)"/>
    public Tensor Scatter_(int dim, Tensor index, Tensor source, ScatterReduction reduce) =>
        ScatterReduce_(dim, index, source, ScatterOp.AddOrMultiply("scatter_", reduce));

    /// <summary>Adds a number to, or multiplies it with, the element at […, index[…, i, …], …] along a dimension.</summary>
    /// <inheritdoc cref="Scatter(int, Tensor, Tensor, ScatterReduction)"/>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank. Scalars count as vectors of one element.</param>
    /// <param name="value">The summand or factor, converted to this dtype.</param>
    /// <param name="reduce">
    /// <see cref="ScatterReduction.Sum"/> or <see cref="ScatterReduction.Prod"/> (PyTorch's <c>add</c> and <c>multiply</c>).
    /// </param>
    public Tensor Scatter_(int dim, Tensor index, Scalar value, ScatterReduction reduce) =>
        Scatter_(dim, index, ScatterOp.Repeated(value, DType, index.NotNull()), reduce);

    /// <inheritdoc cref="Scatter(int, Tensor, Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, no larger than the source. Scalars count as vectors of one
    /// element.</param>
    /// <param name="source">The values to write, of this dtype.</param>
    public static Tensor Scatter(Tensor input, int dim, Tensor index, Tensor source) => input.NotNull().Scatter(dim, index, source);

    /// <inheritdoc cref="Scatter(int, Tensor, Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, no larger than the source. Scalars count as vectors of one
    /// element.</param>
    /// <param name="value">The number.</param>
    public static Tensor Scatter(Tensor input, int dim, Tensor index, Scalar value) => input.NotNull().Scatter(dim, index, value);

    /// <inheritdoc cref="Scatter(int, Tensor, Tensor, ScatterReduction)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, no larger than the source. Scalars count as vectors of one
    /// element.</param>
    /// <param name="source">The summands or factors, of this dtype.</param>
    /// <param name="reduce"><see cref="ScatterReduction.Sum"/> or <see cref="ScatterReduction.Prod"/> (PyTorch's <c>add</c> and
    /// <c>multiply</c>).</param>
    public static Tensor Scatter(Tensor input, int dim, Tensor index, Tensor source, ScatterReduction reduce) =>
        input.NotNull().Scatter(dim, index, source, reduce);

    /// <inheritdoc cref="Scatter(int, Tensor, Scalar, ScatterReduction)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, no larger than the source. Scalars count as vectors of one
    /// element.</param>
    /// <param name="reduce"><see cref="ScatterReduction.Sum"/> or <see cref="ScatterReduction.Prod"/> (PyTorch's <c>add</c> and
    /// <c>multiply</c>).</param>
    /// <param name="value">The number.</param>
    public static Tensor Scatter(Tensor input, int dim, Tensor index, Scalar value, ScatterReduction reduce) =>
        input.NotNull().Scatter(dim, index, value, reduce);
}

internal sealed class ScatterOp(int dim) : Op
{
    private Shape _source;

    /// <summary>A number wherever the index points, without memory for each.</summary>
    public static Tensor Repeated(Scalar value, DType dtype, Tensor index)
    {
        value.RequireIn(dtype, "scatter");
        return Tensor.Full([], value, dtype, device: index.Device).BroadcastTo(index.Shape);
    }

    public static ScatterReduction AddOrMultiply(string op, ScatterReduction reduce) =>
        reduce is ScatterReduction.Sum or ScatterReduction.Prod
            ? reduce
            : throw new ArgumentOutOfRangeException(
                nameof(reduce), $"{op}: it adds (Sum) or multiplies (Prod); ScatterReduce has {reduce}");

    /// <summary>Checks a target, an index and a source against each other.</summary>
    /// <param name="op">The operation, for messages.</param>
    /// <param name="inputs">The target, the index and the source.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <returns>The spec of the result.</returns>
    public static TensorSpec Check(string op, ReadOnlySpan<TensorSpec> inputs, int dim)
    {
        (TensorSpec x, TensorSpec index, TensorSpec source) = (inputs[0], inputs[1], inputs[2]);
        GatherOp.CheckIndex(op, x, index, dim);
        if (source.DType != x.DType)
            throw new DTypeException($"{op}: the source is {source.DType.Text()}, the tensor {x.DType.Text()}: convert one with To");
        if (source.Shape.Rank != index.Shape.Rank)
            throw new ShapeException($"{op}: index {index.Shape} and source {source.Shape} must have the same rank");
        for (int i = 0; i < source.Shape.Rank; i++)
        {
            if (index.Shape[i] > source.Shape[i])
                throw new ShapeException(
                    $"{op}: the index reaches past the source at dimension {i} (index {index.Shape}, source {source.Shape})");
        }

        return x;
    }

    /// <summary>The gradient of a source: gathered, with 0 where the source is larger than the index.</summary>
    /// <param name="grad">The gradient of the output.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">The index.</param>
    /// <param name="source">The shape of the source.</param>
    public static Tensor SourceGrad(Tensor grad, int dim, Tensor index, Shape source)
    {
        Tensor taken = grad.Gather(dim, index);
        return source == index.Shape ? taken : taken.PadTo(source);
    }

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => Check(Name, inputs, dim);

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = inputs[0].CopyData();
        Put(y, inputs[1], inputs[2]);
        return y;
    }

    protected internal override void ForwardInto(ReadOnlySpan<Tensor> inputs, Tensor target)
    {
        if (InPlace.IsApart(target, inputs[1..])) Put(target, inputs[1], inputs[2]);
        else base.ForwardInto(inputs, target);
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[1]);
        _source = inputs[2].Shape;
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0 ? grad.Scatter(dim, Saved(0), 0) : SourceGrad(grad, dim, Saved(0), _source);

    private void Put(Tensor y, Tensor index, Tensor source) =>
        y.Device.Scatter(Name, y.Raw, y.Shape.NormalizeDim(Name, dim), index.To(DType.Int64).Contiguous().Raw, source.Raw);
}
