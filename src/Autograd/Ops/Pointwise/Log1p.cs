using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>ln(1 + x), accurate for small x too; −inf at −1, NaN below. Floating result. Gradient: grad / (1 + x).</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Log1p() => new Log1pOp().Apply(this);

    /// <summary>Replaces each element by ln(1 + x).</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Log1p_() => Engine.InPlace.Apply(new Log1pOp(), this, this);

    /// <inheritdoc cref="Log1p()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Log1p(Tensor input) => input.NotNull().Log1p();
}

internal sealed class Log1pOp : UnaryOp<Log1pOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad / (Saved(0) + 1);

    internal readonly struct Kernel : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Exponential.Log1p(x);
    }
}
