using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The angle from 0 to π whose cosine each element is; NaN outside [−1, 1]. Floating result. Gradient: −grad / √(1 − x²), −inf at −1
    /// and 1.
    /// </summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Acos() => new AcosOp().Apply(this);

    /// <summary>Replaces each element by its arccosine.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Acos_() => Engine.InPlace.Apply(new AcosOp(), this, this);

    /// <inheritdoc cref="Acos()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Acos(Tensor input) => input.NotNull().Acos();
}

internal sealed class AcosOp : UnaryOp<AcosOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => -grad * (1 - Saved(0).Square()).Rsqrt();

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < x.Length; i++) y[i] = T.Acos(x[i]);
        }
    }
}
