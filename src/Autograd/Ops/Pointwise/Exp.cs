using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>e raised to each element. Floating result. Gradient: grad · eˣ.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Exp() => new ExpOp().Apply(this);

    /// <summary>Replaces each element by e raised to it.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Exp_() => Engine.InPlace.Apply(new ExpOp(), this, this);

    /// <inheritdoc cref="Exp()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Exp(Tensor input) => input.NotNull().Exp();
}

internal sealed class ExpOp : UnaryOp<ExpOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * Saved(0);

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => Exponential.Exp(x, y);
    }
}
