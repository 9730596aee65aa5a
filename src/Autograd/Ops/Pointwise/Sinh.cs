using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The hyperbolic sine. Floating result. Gradient: grad · cosh x.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Sinh() => new SinhOp().Apply(this);

    /// <summary>Replaces each element by its hyperbolic sine.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Sinh_() => Engine.InPlace.Apply(new SinhOp(), this, this);

    /// <inheritdoc cref="Sinh()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Sinh(Tensor input) => input.NotNull().Sinh();
}

internal sealed class SinhOp : UnaryOp<SinhOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * Saved(0).Cosh();

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < x.Length; i++) y[i] = T.Sinh(x[i]);
        }
    }
}
