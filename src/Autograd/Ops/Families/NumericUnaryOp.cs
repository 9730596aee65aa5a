using Autograd.Devices;

namespace Autograd;

/// <summary>The family of pointwise operations on one tensor of any numeric dtype; the result has the same dtype.</summary>
/// <typeparam name="TKernel">The inner loop.</typeparam>
/// <param name="kernel">The kernel, whose fields hold the operation's scalar arguments.</param>
public abstract class NumericUnaryOp<TKernel>(TKernel kernel = default) : Op
    where TKernel : struct, INumericUnaryKernel
{
    /// <summary>The kernel, which holds the scalar arguments.</summary>
    protected TKernel Arguments { get; } = kernel;

    /// <inheritdoc/>
    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        RequireInputs(inputs.Length, 1);
        return Promotion.RequireNumber(Name, inputs[0]);
    }

    /// <inheritdoc/>
    protected internal sealed override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0], y = x.UninitializedResult(spec.DType);
        x.Device.NumericUnary(Arguments, x.Raw, y.Raw);
        return y;
    }

    /// <inheritdoc/>
    protected internal sealed override void ForwardInto(ReadOnlySpan<Tensor> inputs, Tensor target) =>
        target.Device.NumericUnary(Arguments, inputs[0].Raw, target.Raw);

    /// <summary>Writes the result over the operand; the scalar operand must not promote its dtype.</summary>
    internal Tensor ApplyInPlace(Tensor target, Scalar scalar)
    {
        Promotion.RequireFits(Name + "_", target, scalar);
        return Engine.InPlace.Apply(this, target, target);
    }

    /// <inheritdoc/>
    protected internal sealed override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Keep(inputs[0], output);

    /// <summary>Saves what the VJP needs: the input, the output, or neither.</summary>
    /// <param name="input">The operand.</param>
    /// <param name="output">The result.</param>
    protected virtual void Keep(Tensor input, Tensor output)
    {
    }
}
