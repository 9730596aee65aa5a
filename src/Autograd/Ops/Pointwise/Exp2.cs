using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>2 raised to each element. Floating result. Gradient: grad · y · ln 2.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Exp2() => new Exp2Op().Apply(this);

    /// <summary>Replaces each element by 2 raised to it.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Exp2_() => Engine.InPlace.Apply(new Exp2Op(), this, this);

    /// <inheritdoc cref="Exp2()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Exp2(Tensor input) => input.NotNull().Exp2();
}

internal sealed class Exp2Op : UnaryOp<Exp2Op.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * Saved(0) * Math.Log(2);

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < x.Length; i++) y[i] = T.Exp2(x[i]);
        }
    }
}
