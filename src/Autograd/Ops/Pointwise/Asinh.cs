using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The inverse of the hyperbolic sine. Floating result. Gradient: grad / √(x² + 1).</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Asinh() => new AsinhOp().Apply(this);

    /// <summary>Replaces each element by its inverse hyperbolic sine.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Asinh_() => Engine.InPlace.Apply(new AsinhOp(), this, this);

    /// <inheritdoc cref="Asinh()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Asinh(Tensor input) => input.NotNull().Asinh();
}

internal sealed class AsinhOp : UnaryOp<AsinhOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * (Saved(0).Square() + 1).Rsqrt();

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < x.Length; i++) y[i] = T.Asinh(x[i]);
        }
    }
}
