namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The same numbers in another dtype; this tensor itself if it already has that dtype. Gradient: grad, converted back.
    /// </summary>
    /// <param name="dtype">The dtype.</param>
    /// <remarks>Floating to integer truncates; as a bool, a number is true unless it is 0.</remarks>
    /// <returns>The converted tensor.</returns>
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
