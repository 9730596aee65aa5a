using Autograd.Engine;

namespace Autograd;

/// <summary>
/// A tensor with the part that a view shows replaced by other values: what an in-place change through a view does to its base.
/// </summary>
/// <remarks>Gradient: of the base, the incoming one with that part zeroed; of the values, that part of the incoming one.</remarks>
internal sealed class ReplacePartOp(ViewInfo view) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor result = inputs[0].CopyData();
        result.Device.Copy(inputs[1].Raw, view.Replay(result).Raw);
        return result;
    }

    protected internal override Tensor? Vjp(int input, Tensor grad)
    {
        // A gradient need not lie as the base does (a sum's is expanded), and then another shape of it may not be a view.
        grad = grad.Contiguous();
        if (input == 1) return view.Replay(grad);
        TensorSpec part = new(view.Replay(grad.Detach()).Shape, grad.DType);
        return new ReplacePartOp(view).Apply(grad, Tensor.Zeros(part.Shape, part.DType, device: grad.Device));
    }
}
