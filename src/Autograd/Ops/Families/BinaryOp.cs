using Autograd.Devices;

namespace Autograd;

/// <summary>
/// The family of pointwise operations on two floating tensors; integers and bools are converted to the default float first.
/// </summary>
/// <typeparam name="TKernel">The inner loop.</typeparam>
/// <param name="kernel">The kernel, whose fields hold the operation's scalar arguments.</param>
public abstract class BinaryOp<TKernel>(TKernel kernel = default) : PairOp
    where TKernel : struct, IBinaryKernel
{
    /// <summary>The kernel, which holds the scalar arguments.</summary>
    protected TKernel Arguments { get; } = kernel;

    /// <inheritdoc/>
    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

    /// <inheritdoc/>
    protected internal sealed override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Broadcasting.OutputFor(inputs[0], inputs[1], spec.DType);
        y.Device.Binary(Arguments, inputs[0].Raw, inputs[1].Raw, y.Raw);
        return y;
    }

    /// <inheritdoc/>
    protected internal sealed override void ForwardInto(ReadOnlySpan<Tensor> inputs, Tensor target) =>
        target.Device.Binary(Arguments, inputs[0].Raw, inputs[1].Raw, target.Raw);

    private protected sealed override DType OperandType(Tensor first, Tensor second) =>
        Promotion.ToFloating(Promotion.ResultType(first, second));
}
