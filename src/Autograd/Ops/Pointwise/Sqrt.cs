using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The square root; NaN below 0. Floating result. Gradient: grad / (2√x), +inf at 0.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Sqrt() => new SqrtOp().Apply(this);

    /// <summary>Replaces each element by its square root.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Sqrt_() => Engine.InPlace.Apply(new SqrtOp(), this, this);

    /// <inheritdoc cref="Sqrt()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Sqrt(Tensor input) => input.NotNull().Sqrt();
}

internal sealed class SqrtOp : UnaryOp<SqrtOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad / (Saved(0) * 2);

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => TensorPrimitives.Sqrt(x, y);
    }
}
