namespace Autograd;

/// <summary>The largest or smallest element along one dimension. Outputs: the values, and their int64 indices along it.</summary>
internal sealed class ExtremeAlongOp(string name, int dim, bool largest) : MultiOp
{
    private Shape _from;

    public override string Name => name;

    public static (Tensor Values, Tensor Indices) Run(string name, Tensor x, int dim, bool keepDim, bool largest)
    {
        if (x.Rank == 0)
        {
            (Tensor value, Tensor index) = Run(name, x.Unsqueeze(0), dim, keepDim: false, largest);
            return (value, index);
        }

        int at = x.Shape.NormalizeDim(name, dim);
        Tensor[] found = new ExtremeAlongOp(name, at, largest).ApplyAll(x);
        return keepDim ? (found[0], found[1]) : (found[0].Squeeze(at).AsResult(), found[1].Squeeze(at).AsResult());
    }

    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        int[] dims = inputs[0].Shape.ToArray();
        if (dims[dim] == 0)
        {
            throw new ShapeException(
                $"{Name}: dimension {dim} of shape {inputs[0].Shape} has no elements, and the {Name} of no elements is undefined");
        }

        dims[dim] = 1;
        TensorSpec values = inputs[0] with { Shape = Shape.Adopt(dims) };
        return [values, values with { DType = DType.Int64 }];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Tensor values = Allocate(specs[0], inputs[0].Device), indices = Allocate(specs[1], inputs[0].Device);
        if (values.Numel > 0) values.Device.ArgReduce(largest, inputs[0].Raw, dim, values.Raw, indices.Raw);
        return [values, indices];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        _from = inputs[0].Shape;
        Save(outputs[1]);
    }

    protected internal override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results) =>
        results[0] = Tensor.Zeros(_from, grads[0]!.DType, device: grads[0]!.Device).ScatterAdd(dim, Saved(0), grads[0]!);
}
