using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The logarithm to base 10; −inf at 0, NaN below. Floating result. Gradient: grad / (x · ln 10).</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Log10() => new Log10Op().Apply(this);

    /// <summary>Replaces each element by its logarithm to base 10.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Log10_() => Engine.InPlace.Apply(new Log10Op(), this, this);

    /// <inheritdoc cref="Log10()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Log10(Tensor input) => input.NotNull().Log10();
}

internal sealed class Log10Op : UnaryOp<Log10Op.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad / (Saved(0) * Math.Log(10));

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < x.Length; i++) y[i] = T.Log10(x[i]);
        }
    }
}
