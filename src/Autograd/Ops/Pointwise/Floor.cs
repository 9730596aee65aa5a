using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The largest whole number not above each element. Integers are themselves. Gradient: 0.</summary>
    /// <exception cref="DTypeException">The elements are bools.</exception>
    public Tensor Floor() => DType.IsFloating() ? new FloorOp().Apply(this) : Promotion.RequireNumber("floor", this).Clone();

    /// <summary>Replaces each element by the largest whole number not above each element.</summary>
    public Tensor Floor_() => DType.IsFloating() ? Engine.InPlace.Apply(new FloorOp(), this, this) : Promotion.RequireNumber("floor_", this);
}

internal sealed class FloorOp : UnaryOp<FloorOp.Kernel>
{
    protected internal override Tensor Vjp(int input, Tensor grad) => grad.ZerosLike();

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => TensorPrimitives.Floor(x, y);
    }
}
