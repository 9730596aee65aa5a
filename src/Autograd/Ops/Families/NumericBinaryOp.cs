using Autograd.Devices;

namespace Autograd;

/// <summary>The family of pointwise operations on two tensors of any numeric dtype.</summary>
/// <typeparam name="TKernel">The inner loop.</typeparam>
/// <param name="kernel">The kernel, whose fields hold the operation's scalar arguments.</param>
public abstract class NumericBinaryOp<TKernel>(TKernel kernel = default) : PairOp
    where TKernel : struct, INumericBinaryKernel
{
    /// <summary>The kernel, which holds the scalar arguments.</summary>
    protected TKernel Arguments { get; } = kernel;

    /// <inheritdoc/>
    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) =>
        TakesBools ? inputs[0] : Promotion.RequireNumber(Name, inputs[0]);

    /// <summary>True if bools are accepted as 0 and 1, with a bool result.</summary>
    private protected virtual bool TakesBools => false;

    /// <inheritdoc/>
    protected internal sealed override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Broadcasting.OutputFor(inputs[0], inputs[1], spec.DType);
        y.Device.NumericBinary(Arguments, inputs[0].Raw, inputs[1].Raw, y.Raw);
        return y;
    }

    /// <inheritdoc/>
    protected internal sealed override void ForwardInto(ReadOnlySpan<Tensor> inputs, Tensor target) =>
        target.Device.NumericBinary(Arguments, inputs[0].Raw, inputs[1].Raw, target.Raw);

    private protected sealed override DType OperandType(Tensor first, Tensor second) =>
        Promotion.ResultType(first, second);
}
