namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The tensor with a value wherever the mask is true; the mask broadcasts to this shape. Gradient: grad, 0 under the mask.
    /// </summary>
    /// <param name="mask">A bool tensor that broadcasts to this shape.</param>
    /// <param name="value">The value to write.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="DTypeException">The mask is not bool, or this dtype does not hold the value.</exception>
    /// <exception cref="ShapeException">The mask does not broadcast to this shape.</exception>
    public Tensor MaskedFill(Tensor mask, Scalar value)
    {
        mask.NotNull();
        value.RequireIn(DType, "masked_fill");
        Shape shape = Broadcasting.Shapes("masked_fill", Shape, mask.Shape);
        return new MaskedFillOp(value).Apply(Broadcasting.To("masked_fill", this, shape), Broadcasting.To("masked_fill", mask, shape));
    }

    /// <summary>Writes a value wherever the mask is true.</summary>
    /// <inheritdoc cref="MaskedFill(Tensor, Scalar)"/>
    /// <returns>This tensor.</returns>
    public Tensor MaskedFill_(Tensor mask, Scalar value)
    {
        mask.NotNull();
        value.RequireIn(DType, "masked_fill_");
        Tensor wide = Broadcasting.To("masked_fill_", mask, Shape), once = Unexpanded();
        if (!ReferenceEquals(once, this)) wide = UnexpandedMask(MaskedFillOp.RequireMask(wide));
        Engine.InPlace.Apply(new MaskedFillOp(value), once, once, wide);
        return this;
    }

    /// <inheritdoc cref="MaskedFill(Tensor, Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="mask">A bool tensor that broadcasts to this shape.</param>
    /// <param name="value">The value to write.</param>
    public static Tensor MaskedFill(Tensor input, Tensor mask, Scalar value) => input.NotNull().MaskedFill(mask, value);
}

internal sealed class MaskedFillOp(Scalar value) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) =>
        inputs[1].DType == DType.Bool ? inputs[0] : throw NotBool(inputs[1].DType);

    public static Tensor RequireMask(Tensor mask) => mask.DType == DType.Bool ? mask : throw NotBool(mask.DType);

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0], y = Allocate(spec, inputs[0].Device);
        Tensor filler = Broadcasting.To(Name, Tensor.Full([], value, spec.DType, device: x.Device), spec.Shape);
        y.Device.Where(inputs[1].Raw, filler.Raw, x.Raw, y.Raw);
        return y;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(inputs[1]);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad.MaskedFill(Saved(0), 0);

    private static DTypeException NotBool(DType dtype) =>
        new($"masked_fill: the mask must be bool, not {dtype.Text()}; compare first, as in x > 0");
}
