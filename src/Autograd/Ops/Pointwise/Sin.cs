using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The sine of each element, in radians. Floating result. Gradient: grad · cos x.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Sin() => new SinOp().Apply(this);

    /// <summary>Replaces each element by its sine.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Sin_() => Engine.InPlace.Apply(new SinOp(), this, this);

    /// <inheritdoc cref="Sin()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Sin(Tensor input) => input.NotNull().Sin();
}

internal sealed class SinOp : UnaryOp<SinOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * Saved(0).Cos();

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => Trigonometric.Sin(x, y);
    }
}
