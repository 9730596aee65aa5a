namespace Autograd;

/// <summary>The largest of each window. Where it lay in its plane is a side output without gradient.</summary>
internal sealed class MaxPool2dOp(Pool2dOptions options) : Op
{
    private Shape _from;

    /// <summary>The int64 index (row · width + column) of each maximum, the first of ties; set by the forward.</summary>
    public Tensor? Indices { get; private set; }

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => options.Infer(Name, inputs[0]);

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0].Contiguous(), y = Allocate(spec);
        Indices = Allocate(spec with { DType = DType.Int64 });
        if (y.Numel > 0) y.Device.MaxPool2d(options.Geometry(x.Shape, spec.Shape), x.Raw, y.Raw, Indices.Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        _from = inputs[0].Shape;
        Save(Indices);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        // Each plane is one row: the gradient goes to where the maximum was.
        int[] planes = [_from[0], _from[1]];
        Tensor rows = Tensor.Zeros([], grad.DType).BroadcastTo([.. planes, _from[2] * _from[3]]); // written out once, as the result
        Tensor at = Saved(0);
        if (options.Dilation != (1, 1))
        {
            // A window whose cells all lie in the padding has no maximum in the plane (index −1), and its gradient goes nowhere.
            Tensor nowhere = at.Lt(0);
            (at, grad) = (at.MaskedFill(nowhere, 0), grad.MaskedFill(nowhere, 0));
        }

        return rows.ScatterAdd(2, at.Flatten(2), grad.Flatten(2)).Reshape(_from);
    }
}
