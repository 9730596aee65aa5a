using Autograd.Devices;

namespace Autograd;

/// <summary>
/// The family of bitwise operations on two tensors of integers (or bools), broadcast and promoted to one dtype; no gradient.
/// </summary>
/// <typeparam name="TKernel">The inner loop.</typeparam>
internal abstract class BitwiseOp<TKernel> : PairOp
    where TKernel : struct, INumericBinaryKernel
{
    /// <summary>True if bools are accepted, each as a single bit.</summary>
    private protected virtual bool TakesBools => true;

    /// <summary>Applies the operation with a scalar as the second operand.</summary>
    public Tensor Apply(Tensor first, Scalar second) => Apply(first, ScalarTensor(first, second));

    /// <summary>Applies the operation with a scalar as the first operand.</summary>
    public Tensor Apply(Scalar first, Tensor second) => Apply(ScalarTensor(second, first), second);

    /// <summary>Writes the result over the first operand; the second is a scalar.</summary>
    public Tensor ApplyInPlace(Tensor target, Scalar other)
    {
        Promotion.RequireFits(Name + "_", target, other);
        return ApplyInPlace(target, ScalarTensor(target, other));
    }

    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        DType type = inputs[0].DType;
        if (type.IsFloating())
        {
            throw new DTypeException(
                $"{Name}: bitwise operations do not take {type.Text()}; convert with To(DType.Int64), or compare first, as in x > 0");
        }

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

    private static Tensor ScalarTensor(Tensor x, Scalar value) => Tensor.Operand(value, Promotion.ResultType(x, value), x.Device);
}
