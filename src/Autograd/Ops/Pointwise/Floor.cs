using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The largest integer not above each element. Integers are unchanged. Gradient: 0.</summary>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="DTypeException">The elements are bools.</exception>
    public Tensor Floor() => DType.IsFloating() ? new FloorOp().Apply(this) : Promotion.RequireNumber("floor", this).Clone();

    /// <summary>Replaces each element by the largest integer not above it.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Floor_() =>
        DType.IsFloating() ? Engine.InPlace.Apply(new FloorOp(), this, this) : Promotion.RequireNumber("floor_", this);

    /// <inheritdoc cref="Floor()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Floor(Tensor input) => input.NotNull().Floor();
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
