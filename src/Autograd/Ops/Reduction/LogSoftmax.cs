using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// x − ln Σ eˣ along a dimension: the logarithm of the softmax, accurate where the softmax underflows. Gradient: grad − eʸ · Σ grad.
    /// </summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="dtype">The dtype to convert to first; by default, none.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public Tensor LogSoftmax(int dim, DType? dtype = null) =>
        RowsAlong.Apply(new LogSoftmaxOp(), To(Promotion.FloatingResult("log_softmax", DType, dtype)), dim);

    /// <inheritdoc cref="LogSoftmax(int, DType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension.</param>
    /// <param name="dtype">The dtype to convert to first; by default, none.</param>
    public static Tensor LogSoftmax(Tensor input, int dim, DType? dtype = null) => input.NotNull().LogSoftmax(dim, dtype);
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
            T max = ExponentialRows.Max(x);
            VectorLoop.Run(new Below<T>(max, T.Log(ExponentialRows.SumExp(x, max))), x, y);
        }
    }

    /// <summary>(x − max) − ln Σ, subtracted in this order so that large inputs do not cost a small result its precision.</summary>
    private readonly struct Below<TNumber>(TNumber max, TNumber logSum) : IVectorForm
        where TNumber : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => x - new Vector<TNumber>(max).As<TNumber, T>() - new Vector<TNumber>(logSum).As<TNumber, T>();
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
            VectorLoop.Run(new Form<T>(sum), grad, y, result);
        }
    }

    private readonly struct Form<TNumber>(TNumber sum) : IVectorPairForm
        where TNumber : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> grad, Vector<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>
            => grad - Exponential.ExpBelow(y) * new Vector<TNumber>(sum).As<TNumber, T>();
    }
}
