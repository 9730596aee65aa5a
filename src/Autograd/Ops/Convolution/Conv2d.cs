using Autograd.Devices;

namespace Autograd;

/// <summary>
/// Two-dimensional cross-correlation. It and its two gradients are closed under differentiation: the VJPs of each are the other two.
/// </summary>
internal sealed class Conv2dOp(Conv2dOptions options) : Op
{
    private Shape _input, _weight;

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => options.Infer(inputs);

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0].Contiguous(), weight = inputs[1].Contiguous(), y = Allocate(spec, inputs[0].Device);
        View? bias = inputs.Length == 3 ? inputs[2].Contiguous().Raw : null;
        y.Device.Conv2d(options.Geometry(x.Shape, weight.Shape, spec.Shape), x.Raw, weight.Raw, bias, y.Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        (_input, _weight) = (inputs[0].Shape, inputs[1].Shape);
        Save(Needs(1) ? inputs[0] : null);
        Save(Needs(0) ? inputs[1] : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => input switch
    {
        0 => new Conv2dInputGradOp(options, _input).Apply(grad, Saved(1)),
        1 => new Conv2dWeightGradOp(options, _weight).Apply(Saved(0), grad),
        _ => grad.Sum([0, 2, 3]),
    };
}

/// <summary>The gradient of a convolution's input, of (gradient of the output, weight); PyTorch's transposed convolution.</summary>
internal sealed class Conv2dInputGradOp(Conv2dOptions options, Shape inputShape) : Op
{
    private Shape _weight;

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0] with { Shape = inputShape };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor grad = inputs[0].Contiguous(), weight = inputs[1].Contiguous(), x = Allocate(spec, inputs[0].Device);
        x.Device.Conv2dInputGrad(options.Geometry(inputShape, weight.Shape, grad.Shape), grad.Raw, weight.Raw, x.Raw);
        return x;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        _weight = inputs[1].Shape;
        Save(Needs(1) ? inputs[0] : null);
        Save(Needs(0) ? inputs[1] : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0
            ? new Conv2dOp(options).Apply(grad, Saved(1))
            : new Conv2dWeightGradOp(options, _weight).Apply(grad, Saved(0));
}

/// <summary>The gradient of a convolution's weight, of (input, gradient of the output).</summary>
internal sealed class Conv2dWeightGradOp(Conv2dOptions options, Shape weightShape) : Op
{
    private Shape _input;

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0] with { Shape = weightShape };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0].Contiguous(), grad = inputs[1].Contiguous(), weight = Allocate(spec, inputs[0].Device);
        weight.Device.Conv2dWeightGrad(options.Geometry(x.Shape, weightShape, grad.Shape), x.Raw, grad.Raw, weight.Raw);
        return weight;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        _input = inputs[0].Shape;
        Save(Needs(0) ? inputs[1] : null);
        Save(Needs(1) ? inputs[0] : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0
            ? new Conv2dInputGradOp(options, _input).Apply(Saved(0), grad)
            : new Conv2dOp(options).Apply(Saved(1), grad);
}
