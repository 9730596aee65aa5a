using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The tangent of each element, in radians. Floating result. Gradient: grad · (1 + y²).</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Tan() => new TanOp().Apply(this);

    /// <summary>Replaces each element by its tangent.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Tan_() => Engine.InPlace.Apply(new TanOp(), this, this);

    /// <inheritdoc cref="Tan()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Tan(Tensor input) => input.NotNull().Tan();
}

internal sealed class TanOp : UnaryOp<TanOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * (Saved(0).Square() + 1);

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < x.Length; i++) y[i] = T.Tan(x[i]);
        }
    }
}
