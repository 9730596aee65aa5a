using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>max(x, 0); NaN stays NaN. Any numeric dtype. Gradient: grad where x &gt; 0, else 0.</summary>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="DTypeException">The tensor is bool.</exception>
    /// <exception cref="DTypeException">The tensor is bool.</exception>
    public Tensor Relu() => new ReluOp().Apply(this);

    /// <summary>Replaces each negative element by 0.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Relu_() => Engine.InPlace.Apply(new ReluOp(), this, this);

    /// <inheritdoc cref="Relu()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Relu(Tensor input) => input.NotNull().Relu();
}

internal sealed class ReluOp : NumericUnaryOp<ReluOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad) => new ReluGradOp().Apply(grad, Saved(0));

    internal readonly struct Kernel : INumericUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Max(x, T.Zero, y);
    }
}

/// <summary>grad, but 0 where y ≤ 0 (so a NaN passes grad, as in PyTorch).</summary>
internal sealed class ReluGradOp : BinaryOp<ReluGradOp.Kernel>
{
    protected override void Keep(Tensor grad, Tensor y, Tensor output) => Save(y);

    // The result does not depend on y on either side of the kink.
    protected internal override Tensor? Vjp(int input, Tensor grad) => input == 0 ? new ReluGradOp().Apply(grad, Saved(0)) : null;

    internal readonly struct Kernel : IBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> grad, ReadOnlySpan<T> y, Span<T> result)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            int i = 0;
            if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
            {
                for (; i <= result.Length - Vector<T>.Count; i += Vector<T>.Count)
                {
                    Vector<T> closed = Vector.LessThanOrEqual(new Vector<T>(y[i..]), Vector<T>.Zero);
                    Vector.AndNot(new Vector<T>(grad[i..]), closed).CopyTo(result[i..]);
                }
            }

            for (; i < result.Length; i++) result[i] = y[i] <= T.Zero ? T.Zero : grad[i];
        }
    }
}
