using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>Each element without its fraction. Integers are themselves. Gradient: 0.</summary>
    /// <exception cref="DTypeException">The elements are bools.</exception>
    public Tensor Trunc() => DType.IsFloating() ? new TruncOp().Apply(this) : Promotion.RequireNumber("trunc", this).Clone();

    /// <summary>Replaces each element by itself without its fraction.</summary>
    public Tensor Trunc_() => DType.IsFloating() ? Engine.InPlace.Apply(new TruncOp(), this, this) : Promotion.RequireNumber("trunc_", this);
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
