using Autograd.Devices;

namespace Autograd;

/// <summary>The family of pointwise operations on one tensor of any number type, which the result keeps.</summary>
/// <typeparam name="TKernel">The inner loop.</typeparam>
/// <param name="kernel">The kernel's value: its fields are the operation's scalar arguments.</param>
public abstract class NumericUnaryOp<TKernel>(TKernel kernel = default) : Op
    where TKernel : struct, INumericUnaryKernel
{
    /// <summary>The kernel with its arguments.</summary>
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

    /// <summary>Writes the result over the operand; a number beside it may not raise its dtype.</summary>
    internal Tensor ApplyInPlace(Tensor target, Scalar beside)
    {
        Promotion.RequireFits(Name + "_", target, beside);
        return Engine.InPlace.Apply(this, target, target);
    }

    /// <inheritdoc/>
    protected internal sealed override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Keep(inputs[0], output);

    /// <summary>Saves what the VJP needs: the input, the output, or neither.</summary>
    protected virtual void Keep(Tensor input, Tensor output)
    {
    }
}
