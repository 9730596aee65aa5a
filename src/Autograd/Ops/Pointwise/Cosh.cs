using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The hyperbolic cosine. Floating result. Gradient: grad · sinh x.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Cosh() => new CoshOp().Apply(this);

    /// <summary>Replaces each element by its hyperbolic cosine.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Cosh_() => Engine.InPlace.Apply(new CoshOp(), this, this);

    /// <inheritdoc cref="Cosh()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Cosh(Tensor input) => input.NotNull().Cosh();
}

internal sealed class CoshOp : UnaryOp<CoshOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * Saved(0).Sinh();

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < x.Length; i++) y[i] = T.Cosh(x[i]);
        }
    }
}
