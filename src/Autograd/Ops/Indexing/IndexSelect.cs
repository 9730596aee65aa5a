namespace Autograd;

public partial class Tensor
{
    /// <summary>Slices along a dimension, in the order of an index. Gradient: added to the slices that were read.</summary>
    /// <param name="dim">The dimension to select along.</param>
    /// <param name="index">A one-dimensional int64 (or int32) tensor.</param>
    /// <returns>A copy of the slices.</returns>
    /// <exception cref="ShapeException">The index has more than one dimension.</exception>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Tensor IndexSelect(int dim, Tensor index) =>
        Rank == 0 && index.NotNull().Rank <= 1 && index.Numel == 1
            ? new IndexSelectOp(dim).Apply(Flatten(), index).Squeeze(0).AsResult() // a scalar is its own only slice, as in PyTorch
            : new IndexSelectOp(dim).Apply(this, index);

    /// <inheritdoc cref="IndexSelect(int, Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension to select along.</param>
    /// <param name="index">A one-dimensional int64 (or int32) tensor.</param>
    public static Tensor IndexSelect(Tensor input, int dim, Tensor index) => input.NotNull().IndexSelect(dim, index);
}

internal sealed class IndexSelectOp(int dim) : Op
{
    private Shape _from;

    /// <summary>The shape of the slices that an index selects; checks the index.</summary>
    /// <param name="op">The operation, for messages.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="index">The index.</param>
    /// <param name="dim">The dimension that the index addresses.</param>
    public static Shape Slices(string op, TensorSpec x, TensorSpec index, int dim)
    {
        if (index.DType is not (DType.Int64 or DType.Int32))
            throw new DTypeException($"{op}: the index must be int64 or int32, not {index.DType.Text()}");
        if (index.Shape.Rank > 1)
            throw new ShapeException($"{op}: the index must have one dimension, not {index.Shape}; Gather takes one of any shape");
        if (x.Shape.Rank == 0) throw new ShapeException($"{op}: a single number has no slices; Unsqueeze(0) it first");
        int[] dims = x.Shape.ToArray();
        dims[x.Shape.NormalizeDim(op, dim)] = index.Shape.Numel;
        return Shape.Create(dims);
    }

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) =>
        inputs[0] with { Shape = Slices(Name, inputs[0], inputs[1], dim) };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0], index = inputs[1].To(DType.Int64).Contiguous(), y = Allocate(spec, inputs[0].Device);
        x.Device.IndexSelect(Name, x.Raw, x.Shape.NormalizeDim(Name, dim), index.Raw, y.Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        _from = inputs[0].Shape;
        Save(inputs[1]);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        Tensor.Zeros([], grad.DType, device: grad.Device).BroadcastTo(_from).IndexAdd(dim, Saved(0), grad);
}
