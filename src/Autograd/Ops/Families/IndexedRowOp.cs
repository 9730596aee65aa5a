using Autograd.Devices;

namespace Autograd;

/// <summary>The family of operations that pick elements out of each row of the last dimension. Where they were is a side output without gradient.</summary>
/// <typeparam name="TKernel">What is picked.</typeparam>
internal abstract class IndexedRowOp<TKernel>(TKernel kernel = default) : Op
    where TKernel : struct, IIndexedRowKernel
{
    private Tensor? _indices;
    private Shape _from;

    /// <summary>Applies the operation along any dimension: what it picked, and the int64 places.</summary>
    public (Tensor Values, Tensor Indices) Along(Tensor x, int dim)
    {
        if (x.Rank == 0)
        {
            (Tensor value, Tensor index) = Along(x.Unsqueeze(0), dim); // PyTorch lets a single number have dimension 0
            return (value.Squeeze(0), index.Squeeze(0));
        }

        int at = x.Shape.NormalizeDim(Name, dim);
        if (at == x.Rank - 1) return (Apply(x), _indices!);
        Tensor values = Apply(x.Transpose(at, -1));
        return (values.Transpose(at, -1), _indices!.Transpose(at, -1));
    }

    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        int[] dims = inputs[0].Shape.ToArray();
        dims[^1] = Count(inputs[0].Shape, dims[^1]);
        return inputs[0] with { Shape = Shape.Adopt(dims) };
    }

    protected internal sealed override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0].Contiguous(), values = Allocate(spec);
        _indices = Allocate(spec with { DType = DType.Int64 });
        x.Device.IndexedRows(kernel, x.Raw, values.Raw, _indices.Raw);
        return values;
    }

    protected internal sealed override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        _from = inputs[0].Shape;
        Save(_indices);
    }

    protected internal sealed override Tensor Vjp(int input, Tensor grad) => Tensor.Zeros([], grad.DType).BroadcastTo(_from).ScatterAdd(-1, Saved(0), grad);

    /// <summary>How many are picked of a row of so many; complains where that cannot be.</summary>
    protected virtual int Count(Shape shape, int length) => length;
}
