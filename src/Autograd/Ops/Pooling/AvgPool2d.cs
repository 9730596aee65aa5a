namespace Autograd;

/// <summary>The mean of each window.</summary>
internal sealed class AvgPool2dOp(Pool2dOptions options, bool countIncludePad, int? divisor) : Op
{
    private Shape _from;

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        if (divisor == 0) throw new ArgumentOutOfRangeException(nameof(divisor), "avg_pool2d: the divisor cannot be 0");
        return options.Infer(Name, inputs[0]);
    }

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0].Contiguous(), y = Allocate(spec, inputs[0].Device);
        if (y.Numel > 0) y.Device.AvgPool2d(options.Geometry(x.Shape, spec.Shape), countIncludePad, divisor, x.Raw, y.Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => _from = inputs[0].Shape;

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        new AvgPool2dGradOp(options, countIncludePad, divisor, _from).Apply(grad);
}

/// <summary>Each gradient spread evenly over its window: the adjoint of the mean pooling.</summary>
internal sealed class AvgPool2dGradOp(Pool2dOptions options, bool countIncludePad, int? divisor, Shape inputShape) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0] with { Shape = inputShape };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor grad = inputs[0].Contiguous(), x = Allocate(spec, inputs[0].Device);
        if (x.Numel > 0) x.Device.AvgPool2dGrad(options.Geometry(inputShape, grad.Shape), countIncludePad, divisor, grad.Raw, x.Raw);
        return x;
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => new AvgPool2dOp(options, countIncludePad, divisor).Apply(grad);
}
