using Autograd.Devices;

namespace Autograd;

/// <summary>
/// The family of operations on the bits of two tensors of integers (or bools), broadcast and in the higher dtype of the two; no gradient.
/// </summary>
/// <typeparam name="TKernel">The inner loop.</typeparam>
internal abstract class BitwiseOp<TKernel> : PairOp
    where TKernel : struct, INumericBinaryKernel
{
    /// <summary>True where a bool is a bit of its own.</summary>
    private protected virtual bool TakesBools => true;

    /// <summary>Applies the operation to each element and a number.</summary>
    public Tensor Apply(Tensor first, Scalar second) => Apply(first, Beside(first, second));

    /// <summary>Applies the operation to a number and each element.</summary>
    public Tensor Apply(Scalar first, Tensor second) => Apply(Beside(second, first), second);

    /// <summary>Writes the result with a number over the operand.</summary>
    public Tensor ApplyInPlace(Tensor target, Scalar other)
    {
        Promotion.RequireFits(Name + "_", target, other);
        return ApplyInPlace(target, Beside(target, other));
    }

    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        DType type = inputs[0].DType;
        if (type.IsFloating())
            throw new DTypeException($"{Name}: {type.Text()} numbers have no bits to work on; convert with To(DType.Int64), or compare first, as in x > 0");
        return TakesBools ? inputs[0] : Promotion.RequireNumber(Name, inputs[0]);
    }

    protected internal sealed override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Broadcasting.OutputFor(inputs[0], inputs[1], spec.DType);
        ForwardInto(inputs, y);
        return y;
    }

    protected internal sealed override void ForwardInto(ReadOnlySpan<Tensor> inputs, Tensor target) =>
        target.Device.NumericBinary(default(TKernel), inputs[0].Raw, inputs[1].Raw, target.Raw);

    protected internal sealed override Tensor? Vjp(int input, Tensor grad) => null;

    private protected sealed override DType OperandType(Tensor first, Tensor second) => Promotion.ResultType(first, second);

    private static Tensor Beside(Tensor x, Scalar number) => Tensor.Full([], number, Promotion.ResultType(x, number), device: x.Device);
}
