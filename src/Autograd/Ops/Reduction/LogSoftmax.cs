using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;
using Autograd.Devices.Cpu;

namespace Autograd;

public partial class Tensor
{
    /// <summary>x − ln Σ eˣ along a dimension: the logarithm of the softmax, exact where that underflows. Gradient: grad − eʸ · Σ grad.</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="dtype">Converts to it first.</param>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public Tensor LogSoftmax(int dim, DType? dtype = null) => RowsAlong.Apply(new LogSoftmaxOp(), To(Promotion.ToFloating(dtype ?? DType)), dim);
}

internal sealed class LogSoftmaxOp : RowOp<LogSoftmaxOp.Kernel>
{
    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad) => new LogSoftmaxGradOp().Apply(grad.Contiguous(), Saved(0));

    internal readonly struct Kernel : IRowKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T max = TensorPrimitives.Max(x);
            TensorPrimitives.Subtract(x, max, y);
            Exponential.Exp<T>(y, y);
            T logSum = T.Log(TensorPrimitives.Sum<T>(y));
            TensorPrimitives.Subtract(x, max, y);
            TensorPrimitives.Subtract(y, logSum, y);
        }
    }
}

/// <summary>grad − eʸ · Σ grad, a row at a time.</summary>
internal sealed class LogSoftmaxGradOp : RowPairOp<LogSoftmaxGradOp.Kernel>
{
    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(Needs(1) ? inputs[0] : null);
        Save(inputs[1]);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor p = Saved(1).Exp();
        return input == 0
            ? grad - (grad * p).Sum(-1, keepDim: true)
            : -grad * p * Saved(0).Sum(-1, keepDim: true);
    }

    internal readonly struct Kernel : IRowPairKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> y, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T sum = TensorPrimitives.Sum(grad);
            Exponential.Exp<T>(y, result);
            TensorPrimitives.Multiply(result, -sum, result);
            TensorPrimitives.Add(result, grad, result);
        }
    }
}
