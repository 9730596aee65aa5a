using Autograd.Devices;

namespace Autograd;

/// <summary>The family of cumulative operations (scans) along the last dimension; integers and bools become int64, as in a sum.</summary>
/// <typeparam name="TKernel">How the running total takes in the next element.</typeparam>
internal abstract class ScanOp<TKernel>(TKernel kernel) : Op
    where TKernel : struct, IScanKernel
{
    /// <summary>The kernel, which holds the direction.</summary>
    protected TKernel Arguments { get; } = kernel;

    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        RequireInputs(inputs.Length, 1);
        return inputs[0] with { DType = inputs[0].DType.IsFloating() ? inputs[0].DType : DType.Int64 };
    }

    protected internal sealed override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0].To(spec.DType).Contiguous(), y = x.UninitializedLike(spec.DType);
        x.Device.Scan(Arguments, x.Raw, y.Raw);
        return y;
    }
}
