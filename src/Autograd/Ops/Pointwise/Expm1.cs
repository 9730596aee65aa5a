using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>eˣ − 1, accurate for small x too. Floating result. Gradient: grad · (y + 1).</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Expm1() => new Expm1Op().Apply(this);

    /// <summary>Replaces each element by eˣ − 1.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Expm1_() => Engine.InPlace.Apply(new Expm1Op(), this, this);

    /// <inheritdoc cref="Expm1()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Expm1(Tensor input) => input.NotNull().Expm1();
}

internal sealed class Expm1Op : UnaryOp<Expm1Op.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * (Saved(0) + 1);

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => Exponential.ExpMinus1(x, y);
    }
}
