using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The negative of each element. Any numeric dtype. Gradient: −grad.</summary>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="DTypeException">The tensor is bool.</exception>
    /// <exception cref="DTypeException">The tensor is bool.</exception>
    public Tensor Neg() => new NegOp().Apply(this);

    /// <summary>Negates each element.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Neg_() => Engine.InPlace.Apply(new NegOp(), this, this);

    /// <inheritdoc cref="Neg()"/>
    /// <param name="value">The tensor to negate.</param>
    public static Tensor operator -(Tensor value) => value.NotNull().Neg();

    /// <inheritdoc cref="Neg()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Neg(Tensor input) => input.NotNull().Neg();
}

internal sealed class NegOp : NumericUnaryOp<NegOp.Kernel>
{
    protected internal override Tensor Vjp(int input, Tensor grad) => -grad;

    internal readonly struct Kernel : INumericUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Negate(x, y);
    }
}
