using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The angle from −π/2 to π/2 whose sine each element is; NaN outside [−1, 1]. Floating result. Gradient: grad / √(1 − x²), +inf at −1
    /// and 1.
    /// </summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Asin() => new AsinOp().Apply(this);

    /// <summary>Replaces each element by its arcsine.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Asin_() => Engine.InPlace.Apply(new AsinOp(), this, this);

    /// <inheritdoc cref="Asin()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Asin(Tensor input) => input.NotNull().Asin();
}

internal sealed class AsinOp : UnaryOp<AsinOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * (1 - Saved(0).Square()).Rsqrt();

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < x.Length; i++) y[i] = T.Asin(x[i]);
        }
    }
}
