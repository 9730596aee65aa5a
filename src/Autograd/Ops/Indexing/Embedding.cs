using Autograd.Devices;
using Autograd.Memory;

namespace Autograd;

/// <summary>Looks up rows of a table. Inputs: the table [rows, size] and row numbers of any shape.</summary>
/// <param name="paddingRow">A row that gets no gradient, or −1.</param>
/// <param name="scaleByFrequency">Divides each row's gradient by the number of times it was looked up.</param>
internal sealed class EmbeddingOp(int paddingRow, bool scaleByFrequency) : Op
{
    private int _rows;

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        (TensorSpec weight, TensorSpec index) = (inputs[0], inputs[1]);
        if (weight.Shape.Rank != 2) throw new ShapeException($"{Name}: the weight must be [rows, size], not {weight.Shape}");
        if (index.DType is not (DType.Int64 or DType.Int32))
            throw new DTypeException(
                $"{Name}: the input must be whole row numbers (int64 or int32), not {index.DType.Text()}; convert with To(DType.Int64)");
        return weight with { Shape = [.. index.Shape, weight.Shape[1]] };
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor weight = inputs[0], index = Flat(inputs[1]), y = Allocate(spec, inputs[0].Device);
        var rows = new View(y.Storage, Layout.Contiguous([index.Numel, weight.Shape[1]]));
        y.Device.IndexSelect(Name, weight.Raw, 0, index.Raw, rows);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        _rows = inputs[0].Shape[0];
        Save(inputs[1]);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor index = Flat(Saved(0)), rows = grad.Reshape(index.Numel, grad.Shape[^1]);
        Tensor table = Tensor.Zeros([_rows, grad.Shape[^1]], grad.DType, device: grad.Device);
        if (scaleByFrequency)
        {
            Tensor counts = Tensor.Zeros([_rows], grad.DType, device: grad.Device)
                .IndexAdd(0, index, Tensor.Ones([index.Numel], grad.DType, device: grad.Device));
            rows = rows / counts.IndexSelect(0, index).Unsqueeze(1);
        }

        if (paddingRow >= 0) rows = rows.MaskedFill(index.Eq(paddingRow).Unsqueeze(1), 0);
        return table.IndexAdd(0, index, rows);
    }

    private static Tensor Flat(Tensor index) => index.To(DType.Int64).Reshape(index.Numel).Contiguous();
}
