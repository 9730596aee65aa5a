namespace Autograd;

public partial class Tensor
{
    /// <summary>y[…, i, …] = x[…, index[…, i, …], …] along a dimension. Gradient: added at the positions that were read.</summary>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, in the other dimensions no larger than this one; the result has its
    /// shape. A scalar counts as a vector of one element.</param>
    /// <returns>A tensor of the index's shape.</returns>
    /// <exception cref="ShapeException">The ranks or sizes do not fit.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor Gather(int dim, Tensor index)
    {
        index.NotNull();
        if (Rank > 1 || index.Rank > 1 || (Rank == 1 && index.Rank == 1)) return new GatherOp(dim).Apply(this, index);
        Tensor taken = new GatherOp(dim).Apply(Flatten(), index.Flatten()); // a scalar counts as a vector of one element, as in PyTorch
        return index.Rank == 0 ? taken.Squeeze(0).AsResult() : taken;
    }

    /// <summary>y[…, i, …] = x[…, index[…, i, …], …], where the index and this tensor broadcast in all other dimensions.</summary>
    /// <param name="index">An int64 (or int32) tensor of the same rank, as <c>ArgMax</c> or a sort returns.</param>
    /// <param name="dim">The dimension that the index addresses; without one, the row-major positions of all elements.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The ranks differ, or the sizes do not broadcast.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor TakeAlongDim(Tensor index, int? dim = null)
    {
        index.NotNull();
        if (dim is not { } given) return Flatten().Gather(0, index.Flatten());
        if (index.Rank != Rank)
            throw new ShapeException(
                $"take_along_dim: the index must have as many dimensions as the tensor (index {index.Shape}, tensor {Shape})");
        int at = Shape.NormalizeDim("take_along_dim", given);
        int[] own = Shape.ToArray(), other = index.Shape.ToArray();
        own[at] = other[at] = 1;
        int[] joined = Broadcasting.Shapes("take_along_dim", Shape.Adopt(own), Shape.Adopt(other)).ToArray();
        Shape With(int size) => [.. joined[..at], size, .. joined[(at + 1)..]];
        return Broadcasting.To("take_along_dim", this, With(Shape[at]))
            .Gather(at, Broadcasting.To("take_along_dim", index, With(index.Shape[at])));
    }

    /// <inheritdoc cref="Gather(int, Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, in the other dimensions no larger than this one; the result has its
    /// shape. A scalar counts as a vector of one element.</param>
    public static Tensor Gather(Tensor input, int dim, Tensor index) => input.NotNull().Gather(dim, index);

    /// <inheritdoc cref="TakeAlongDim(Tensor, int?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, as <c>ArgMax</c> or a sort returns.</param>
    /// <param name="dim">The dimension that the index addresses; without one, the row-major positions of all elements.</param>
    public static Tensor TakeAlongDim(Tensor input, Tensor index, int? dim = null) => input.NotNull().TakeAlongDim(index, dim);
}

internal sealed class GatherOp(int dim) : Op
{
    private Shape _from;

    /// <summary>Checks an index along one dimension against the tensor it addresses.</summary>
    /// <param name="op">The operation, for messages.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="index">The index.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <returns>The dimension, not negative.</returns>
    public static int CheckIndex(string op, TensorSpec x, TensorSpec index, int dim)
    {
        if (index.DType is not (DType.Int64 or DType.Int32))
            throw new DTypeException($"{op}: the index must be int64 or int32, not {index.DType.Text()}");
        if (index.Shape.Rank != x.Shape.Rank)
            throw new ShapeException($"{op}: the index must have as many dimensions as the tensor (index {index.Shape}, tensor {x.Shape})");
        int at = x.Shape.NormalizeDim(op, dim);
        for (int i = 0; i < x.Shape.Rank; i++)
        {
            if (i != at && index.Shape[i] > x.Shape[i])
                throw new ShapeException(
                    $"{op}: the index reaches past the tensor at dimension {i} (index {index.Shape}, tensor {x.Shape})");
        }

        return at;
    }

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        CheckIndex(Name, inputs[0], inputs[1], dim);
        return inputs[0] with { Shape = inputs[1].Shape };
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0], index = inputs[1].To(DType.Int64).Contiguous(), y = Allocate(spec, inputs[0].Device);
        x.Device.Gather(Name, x.Raw, x.Shape.NormalizeDim(Name, dim), index.Raw, y.Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        _from = inputs[0].Shape;
        Save(inputs[1]);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        Tensor.Zeros([], grad.DType, device: grad.Device).BroadcastTo(_from).ScatterAdd(dim, Saved(0), grad);
}
