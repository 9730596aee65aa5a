using Autograd.Engine;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Replaces the elements by those of another tensor, broadcast to this shape, converted to this dtype and moved to this
    /// device. Gradient: grad to the other.
    /// </summary>
    /// <param name="other">The tensor to copy from.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="ShapeException">The other does not broadcast to this shape.</exception>
    public Tensor Copy_(Tensor other) => CopyInPlace(other.NotNull(), "copy");

    /// <summary><see cref="Copy_"/>, in the name of what the user called.</summary>
    private Tensor CopyInPlace(Tensor other, string op) =>
        InPlace.Apply(new CopyOp(op), this, this, Broadcasting.To(op + "_", other.To(Device).To(DType), Shape));

    /// <summary>Replaces every element by a number. The old values' gradient is 0.</summary>
    /// <param name="value">The number.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">This dtype does not hold the number.</exception>
    public Tensor Fill_(Scalar value)
    {
        value.RequireIn(DType, "fill_");
        return FillInPlace(value, "fill");
    }

    /// <summary>Replaces every element by 0. The old values' gradient is 0.</summary>
    /// <returns>This tensor.</returns>
    public Tensor Zero_() => FillInPlace(0, "zero");

    private Tensor FillInPlace(Scalar value, string op)
    {
        Tensor once = Unexpanded();
        InPlace.Apply(new FillOp(value, op), once, once);
        return this;
    }
}

internal sealed class CopyOp(string name = "copy") : Op
{
    /// <summary>What the user called: <c>copy</c>, or <c>index_put</c> for <c>x[0] = y</c>.</summary>
    public override string Name => name;

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) => inputs[1].CopyData();

    protected internal override void ForwardInto(ReadOnlySpan<Tensor> inputs, Tensor target) =>
        target.Device.Copy(inputs[1].Raw, target.Raw);

    // The old values are gone, so their gradient is 0; not null, so that the operation that made them still runs its backward pass.
    protected internal override Tensor Vjp(int input, Tensor grad) => input == 1 ? grad : grad.ZerosLike();
}

internal sealed class FillOp(Scalar value, string name) : Op
{
    public override string Name => name;

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) =>
        Tensor.Full(spec.Shape, value, spec.DType, device: inputs[0].Device);

    protected internal override void ForwardInto(ReadOnlySpan<Tensor> inputs, Tensor target) => target.Device.Fill(target.Raw, value);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad.ZerosLike();
}
