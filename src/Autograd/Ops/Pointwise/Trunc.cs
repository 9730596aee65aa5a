using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>Each element rounded towards 0. Integers are unchanged. Gradient: 0.</summary>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="DTypeException">The elements are bools.</exception>
    public Tensor Trunc() => DType.IsFloating() ? new TruncOp().Apply(this) : Promotion.RequireNumber("trunc", this).Clone();

    /// <summary>Drops the fraction of each element.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Trunc_() =>
        DType.IsFloating() ? Engine.InPlace.Apply(new TruncOp(), this, this) : Promotion.RequireNumber("trunc_", this);

    /// <inheritdoc cref="Trunc()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Trunc(Tensor input) => input.NotNull().Trunc();
}

internal sealed class TruncOp : UnaryOp<TruncOp.Kernel>
{
    protected internal override Tensor Vjp(int input, Tensor grad) => grad.ZerosLike();

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => TensorPrimitives.Truncate(x, y);
    }
}
