using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The smallest integer not below each element. Integers are unchanged. Gradient: 0.</summary>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="DTypeException">The elements are bools.</exception>
    public Tensor Ceil() => DType.IsFloating() ? new CeilOp().Apply(this) : Promotion.RequireNumber("ceil", this).Clone();

    /// <summary>Replaces each element by the smallest integer not below it.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Ceil_() => DType.IsFloating() ? Engine.InPlace.Apply(new CeilOp(), this, this) : Promotion.RequireNumber("ceil_", this);

    /// <inheritdoc cref="Ceil()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Ceil(Tensor input) => input.NotNull().Ceil();
}

internal sealed class CeilOp : UnaryOp<CeilOp.Kernel>
{
    protected internal override Tensor Vjp(int input, Tensor grad) => grad.ZerosLike();

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => TensorPrimitives.Ceiling(x, y);
    }
}
