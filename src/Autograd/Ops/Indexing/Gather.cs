namespace Autograd;

public partial class Tensor
{
    /// <summary>y[…, i, …] = x[…, index[…, i, …], …] along a dimension. Gradient: added up where it was taken from.</summary>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, in the other dimensions no larger than this one; the result has its shape.</param>
    /// <exception cref="ShapeException">The ranks or sizes do not fit.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor Gather(int dim, Tensor index) => new GatherOp(dim).Apply(this, index);

    /// <summary>This tensor with source[…, i, …] added at […, index[…, i, …], …] along a dimension. Gradient: grad, and gathered to the source.</summary>
    /// <param name="dim">The dimension that the index addresses.</param>
    /// <param name="index">An int64 (or int32) tensor of the same rank, no larger than the source.</param>
    /// <param name="source">What is added.</param>
    /// <exception cref="ShapeException">The ranks or sizes do not fit.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor ScatterAdd(int dim, Tensor index, Tensor source) => new ScatterAddOp(dim).Apply(this, index, source);
}

internal sealed class GatherOp(int dim) : Op
{
    private Shape _from;

    /// <summary>Checks an index along one dimension against the tensor it addresses.</summary>
    public static int CheckIndex(string op, TensorSpec x, TensorSpec index, int dim)
    {
        if (index.DType is not (DType.Int64 or DType.Int32)) throw new DTypeException($"{op}: the index must be int64 or int32, not {index.DType.Text()}");
        if (index.Shape.Rank != x.Shape.Rank)
            throw new ShapeException($"{op}: the index must have as many dimensions as the tensor (index {index.Shape}, tensor {x.Shape})");
        int at = x.Shape.NormalizeDim(dim);
        for (int i = 0; i < x.Shape.Rank; i++)
        {
            if (i != at && index.Shape[i] > x.Shape[i])
                throw new ShapeException($"{op}: the index reaches past the tensor at dimension {i} (index {index.Shape}, tensor {x.Shape})");
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
        Tensor x = inputs[0], index = inputs[1].To(DType.Int64).Contiguous(), y = Allocate(spec);
        x.Device.Gather(Name, x.Raw, x.Shape.NormalizeDim(dim), index.Raw, y.Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        _from = inputs[0].Shape;
        Save(inputs[1]);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => Tensor.Zeros([], grad.DType).BroadcastTo(_from).ScatterAdd(dim, Saved(0), grad);
}

internal sealed class ScatterAddOp(int dim) : Op
{
    private Shape _source;

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        (TensorSpec x, TensorSpec index, TensorSpec source) = (inputs[0], inputs[1], inputs[2]);
        GatherOp.CheckIndex(Name, x, index, dim);
        if (source.DType != x.DType) throw new DTypeException($"{Name}: the source is {source.DType.Text()}, the tensor {x.DType.Text()}: convert one with To");
        if (source.Shape.Rank != index.Shape.Rank) throw new ShapeException($"{Name}: index {index.Shape} and source {source.Shape} must have one rank");
        for (int i = 0; i < source.Shape.Rank; i++)
        {
            if (index.Shape[i] > source.Shape[i])
                throw new ShapeException($"{Name}: the index reaches past the source at dimension {i} (index {index.Shape}, source {source.Shape})");
        }

        return x;
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = inputs[0].CopyData(), index = inputs[1].To(DType.Int64).Contiguous();
        y.Device.ScatterAdd(Name, y.Raw, y.Shape.NormalizeDim(dim), index.Raw, inputs[2].Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[1]);
        _source = inputs[2].Shape;
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        if (input == 0) return grad;
        Tensor index = Saved(0), taken = grad.Gather(dim, index);
        // A source larger than the index gave only its first part.
        return _source == index.Shape ? taken : taken.PadTo(_source);
    }
}
