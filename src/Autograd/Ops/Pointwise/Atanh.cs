using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The inverse of the hyperbolic tangent; infinities at −1 and 1, NaN outside. Floating result. Gradient: grad / (1 − x²).
    /// </summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Atanh() => new AtanhOp().Apply(this);

    /// <summary>Replaces each element by its inverse hyperbolic tangent.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Atanh_() => Engine.InPlace.Apply(new AtanhOp(), this, this);

    /// <inheritdoc cref="Atanh()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Atanh(Tensor input) => input.NotNull().Atanh();
}

internal sealed class AtanhOp : UnaryOp<AtanhOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad / (1 - Saved(0).Square());

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < x.Length; i++) y[i] = T.Atanh(x[i]);
        }
    }
}
