namespace Autograd;

/// <summary>
/// The maximum of each window. Outputs: the values, and the int64 index (row · width + column) of each in its plane, the first where
/// several tie.
/// </summary>
internal sealed class MaxPool2dOp(Pool2dOptions options) : MultiOp
{
    private Shape _from;

    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        TensorSpec values = options.Infer(Name, inputs[0]);
        return [values, values with { DType = DType.Int64 }];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Tensor x = inputs[0].Contiguous(), y = Allocate(specs[0], inputs[0].Device), indices = Allocate(specs[1], inputs[0].Device);
        if (y.Numel > 0) y.Device.MaxPool2d(options.Geometry(x.Shape, y.Shape), x.Raw, y.Raw, indices.Raw);
        return [y, indices];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        _from = inputs[0].Shape;
        Save(outputs[1]);
    }

    protected internal override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        Tensor grad = grads[0]!;
        // Each plane is one row: the gradient goes to where the maximum was.
        int[] planes = [_from[0], _from[1]];
        // Broadcast, so that the zeros are written out once, as the result.
        Tensor rows = Tensor.Zeros([], grad.DType, device: grad.Device).BroadcastTo([.. planes, _from[2] * _from[3]]);
        Tensor at = Saved(0);
        if (options.Dilation != (1, 1))
        {
            // A window that covers only padding has no maximum in the plane (index −1), and its gradient is dropped.
            Tensor nowhere = at.Lt(0);
            (at, grad) = (at.MaskedFill(nowhere, 0), grad.MaskedFill(nowhere, 0));
        }

        results[0] = rows.ScatterAdd(2, at.Flatten(2), grad.Flatten(2)).Reshape(_from);
    }
}
