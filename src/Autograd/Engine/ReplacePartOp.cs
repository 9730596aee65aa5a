using Autograd.Engine;

namespace Autograd;

/// <summary>
/// A tensor with the elements seen by a view replaced by other values: the effect on a base of an in-place change through a view.
/// </summary>
/// <remarks>The base's gradient is the incoming one with those elements zeroed; the values' gradient is those elements of it.</remarks>
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
        // A gradient's layout may differ from the base's (a sum's is expanded), and then a reshape of it may not be a view.
        grad = grad.Contiguous();
        if (input == 1) return view.Replay(grad);
        TensorSpec part = new(view.Replay(grad.Detach()).Shape, grad.DType);
        return new ReplacePartOp(view).Apply(grad, Tensor.Zeros(part.Shape, part.DType, device: grad.Device));
    }
}
