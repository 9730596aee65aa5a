using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The angle from −π/2 to π/2 whose tangent each element is. Floating result. Gradient: grad / (1 + x²).</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Atan() => new AtanOp().Apply(this);

    /// <summary>Replaces each element by its arctangent.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Atan_() => Engine.InPlace.Apply(new AtanOp(), this, this);

    /// <inheritdoc cref="Atan()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Atan(Tensor input) => input.NotNull().Atan();
}

internal sealed class AtanOp : UnaryOp<AtanOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad / (Saved(0).Square() + 1);

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < x.Length; i++) y[i] = T.Atan(x[i]);
        }
    }
}
