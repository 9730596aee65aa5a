using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The error function, 2/√π · ∫₀ˣ e^(−t²) dt. Floating result. Gradient: grad · 2/√π · e^(−x²).</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Erf() => new ErfOp().Apply(this);

    /// <summary>Replaces each element by its error function.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Erf_() => Engine.InPlace.Apply(new ErfOp(), this, this);

    /// <inheritdoc cref="Erf()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Erf(Tensor input) => input.NotNull().Erf();
}

internal sealed class ErfOp : UnaryOp<ErfOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * ((-Saved(0).Square()).Exp() * (2 / Math.Sqrt(Math.PI)));

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => VectorLoop.Run(default(Form), x, y);
    }

    private readonly struct Form : IVectorForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => ErrorFunction.Of(x);
    }
}
