using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// eˣ / Σ eˣ along a dimension, without overflow: the maximum is subtracted first. A row that is all −inf gives NaN. Gradient: y·(grad
    /// − Σ grad·y).
    /// </summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="dtype">The dtype to convert to first; by default, none.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public Tensor Softmax(int dim, DType? dtype = null) =>
        RowsAlong.Apply(new SoftmaxOp(), To(Promotion.FloatingResult("softmax", DType, dtype)), dim);

    /// <inheritdoc cref="Softmax(int, DType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension.</param>
    /// <param name="dtype">The dtype to convert to first; by default, none.</param>
    public static Tensor Softmax(Tensor input, int dim, DType? dtype = null) => input.NotNull().Softmax(dim, dtype);
}

internal sealed class SoftmaxOp : RowOp<SoftmaxOp.Kernel>
{
    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad) => new SoftmaxGradOp().Apply(grad.Contiguous(), Saved(0));

    internal readonly struct Kernel : IRowKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T sum = ExponentialRows.Exp(x, ExponentialRows.Max(x), y);
            TensorPrimitives.Multiply(y, T.One / sum, y);
        }
    }
}

/// <summary>y·(grad − Σ grad·y), a row at a time.</summary>
internal sealed class SoftmaxGradOp : RowPairOp<SoftmaxGradOp.Kernel>
{
    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(Needs(1) ? inputs[0] : null);
        Save(inputs[1]);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor y = Saved(1);
        if (input == 0) return new SoftmaxGradOp().Apply(grad.Contiguous(), y);
        Tensor g = Saved(0);
        return grad * (g - (g * y).Sum(-1, keepDim: true)) - g * (grad * y).Sum(-1, keepDim: true);
    }

    internal readonly struct Kernel : IRowPairKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> y, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T dot = TensorPrimitives.Dot(grad, y);
            TensorPrimitives.AddMultiply(grad, -dot, y, result);
        }
    }
}
