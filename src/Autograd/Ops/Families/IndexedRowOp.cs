using Autograd.Devices;

namespace Autograd;

/// <summary>
/// The family of operations that select elements from each row of the last dimension. Outputs: the values, and their int64 indices in
/// the row.
/// </summary>
/// <typeparam name="TKernel">The selection.</typeparam>
internal abstract class IndexedRowOp<TKernel>(TKernel kernel = default) : MultiOp
    where TKernel : struct, IIndexedRowKernel
{
    private Shape _from;

    /// <summary>Applies the operation along any dimension; returns the selected values and their int64 indices.</summary>
    public (Tensor Values, Tensor Indices) Along(Tensor x, int dim)
    {
        if (x.Rank == 0)
        {
            (Tensor value, Tensor index) = Along(x.Unsqueeze(0), dim); // PyTorch accepts dimension 0 of a zero-dimensional tensor
            return (value.Squeeze(0).AsResult(), index.Squeeze(0).AsResult());
        }

        int at = x.Shape.NormalizeDim(Name, dim);
        bool last = at == x.Rank - 1;
        Tensor[] selected = ApplyAll(last ? x : x.Transpose(at, -1));
        return last ? (selected[0], selected[1]) : (Back(selected[0]), Back(selected[1]));

        Tensor Back(Tensor rows) => rows.Transpose(at, -1).Contiguous().AsResult();
    }

    protected internal sealed override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        RequireInputs(inputs.Length, 1);
        int[] dims = inputs[0].Shape.ToArray();
        dims[^1] = Count(inputs[0].Shape, dims[^1]);
        TensorSpec values = inputs[0] with { Shape = Shape.Adopt(dims) };
        return [values, values with { DType = DType.Int64 }];
    }

    protected internal sealed override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Tensor x = inputs[0].Contiguous(), values = Allocate(specs[0], inputs[0].Device), indices = Allocate(specs[1], inputs[0].Device);
        x.Device.IndexedRows(kernel, x.Raw, values.Raw, indices.Raw);
        return [values, indices];
    }

    protected internal sealed override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        _from = inputs[0].Shape;
        Save(outputs[1]);
    }

    protected internal sealed override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results) =>
        results[0] = Tensor.Zeros([], grads[0]!.DType, device: grads[0]!.Device).BroadcastTo(_from).ScatterAdd(-1, Saved(0), grads[0]!);

    /// <summary>The number of elements selected from a row of the given length; throws if the row is too short.</summary>
    protected virtual int Count(Shape shape, int length) => length;
}
