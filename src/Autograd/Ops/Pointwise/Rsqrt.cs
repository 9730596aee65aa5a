using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>1 / √x; +inf at 0, NaN below. Floating result. Gradient: −grad · y³ / 2.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Rsqrt() => new RsqrtOp().Apply(this);

    /// <summary>Replaces each element by 1 / √x.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Rsqrt_() => Engine.InPlace.Apply(new RsqrtOp(), this, this);

    /// <inheritdoc cref="Rsqrt()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Rsqrt(Tensor input) => input.NotNull().Rsqrt();
}

internal sealed class RsqrtOp : UnaryOp<RsqrtOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * (Saved(0).Pow(3) * -0.5);

    internal readonly struct Kernel : IUnaryKernel, IVectorForm
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(this, x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Vector<T>.One / Vector.SquareRoot(x);
    }
}
