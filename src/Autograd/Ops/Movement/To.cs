namespace Autograd;

public partial class Tensor
{
    /// <summary>The same numbers in another dtype; this tensor itself when it has that dtype. Gradient: grad, converted back.</summary>
    /// <remarks>Floating to integer cuts the fraction off; a number is true as a bool unless it is 0.</remarks>
    public Tensor To(DType dtype) => dtype == DType ? this : (this as NumberTensor)?.In(dtype) ?? new ToOp(dtype).Apply(this);
}

internal sealed class ToOp(DType dtype) : Op
{
    private DType _from;

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0] with { DType = dtype };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0], y = x.UninitializedLike(dtype);
        x.Device.Copy(x.Raw, y.Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => _from = inputs[0].DType;

    protected internal override Tensor Vjp(int input, Tensor grad) => grad.To(_from);
}
