using Autograd.Devices;

namespace Autograd;

/// <summary>The family of operations on whole rows of the last dimension of a floating tensor.</summary>
/// <typeparam name="TKernel">The operation on one row.</typeparam>
public abstract class RowOp<TKernel> : Op
    where TKernel : struct, IRowKernel
{
    /// <inheritdoc/>
    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        RequireInputs(inputs.Length, 1);
        return inputs[0];
    }

    /// <inheritdoc/>
    protected internal sealed override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0].Contiguous(), y = x.UninitializedLike(spec.DType);
        x.Device.Rows(default(TKernel), x.Raw, y.Raw);
        return y;
    }
}

/// <summary>The family of operations on pairs of rows of the last dimension of two floating tensors of the same shape.</summary>
/// <typeparam name="TKernel">The operation on a pair of rows.</typeparam>
/// <param name="kernel">The kernel, whose fields hold the operation's arguments.</param>
public abstract class RowPairOp<TKernel>(TKernel kernel = default) : Op
    where TKernel : struct, IRowPairKernel
{
    /// <inheritdoc/>
    protected internal sealed override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        RequireInputs(inputs.Length, 2);
        return inputs[0];
    }

    /// <inheritdoc/>
    protected internal sealed override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor a = inputs[0].Contiguous(), b = inputs[1].Contiguous(), y = a.UninitializedLike(spec.DType);
        a.Device.RowPairs(kernel, a.Raw, b.Raw, y.Raw);
        return y;
    }
}

/// <summary>Applies an operation on rows along any dimension, by moving that dimension to the end and back.</summary>
internal static class RowsAlong
{
    public static Tensor Apply(Op op, Tensor x, int dim)
    {
        if (x.Rank == 0 && (dim is 0 or -1)) return Apply(op, x.Unsqueeze(0), 0).Squeeze(0).AsResult();
        int at = x.Shape.NormalizeDim(op.Name, dim);
        return at == x.Rank - 1 ? op.Apply(x) : op.Apply(x.Transpose(at, -1)).Transpose(at, -1).Contiguous().AsResult();
    }
}
