using Autograd.Devices;

namespace Autograd;

/// <summary>The family of comparisons of two tensors, broadcast; the result is a bool tensor without gradient.</summary>
/// <typeparam name="TKernel">The test.</typeparam>
internal abstract class CompareOp<TKernel> : PairOp
    where TKernel : struct, ICompareKernel
{
    /// <summary>Compares each element with a scalar, broadcast to the tensor's shape.</summary>
    public Tensor Apply(Tensor first, Scalar second)
    {
        DType type = Promotion.ResultType(first, second);
        // In its own dtype an integer out of range would be another number, and compare as one.
        double number = second.ToDouble();
        if (!type.IsFloating() && (number < type.Least().ToDouble() || number > type.Most().ToDouble())) type = DType.Int64;
        return Apply(first.To(type), Tensor.Operand(second, type, first.Device));
    }

    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0] with { DType = DType.Bool };

    protected internal sealed override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Broadcasting.OutputFor(inputs[0], inputs[1], spec.DType);
        y.Device.Compare(default(TKernel), inputs[0].Raw, inputs[1].Raw, y.Raw);
        return y;
    }

    protected internal sealed override Tensor? Vjp(int input, Tensor grad) => null;

    private protected sealed override DType OperandType(Tensor first, Tensor second) => Promotion.ResultType(first, second);
}
