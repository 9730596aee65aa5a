using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The cosine of each element, in radians. Floating result. Gradient: −grad · sin x.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Cos() => new CosOp().Apply(this);

    /// <summary>Replaces each element by its cosine.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Cos_() => Engine.InPlace.Apply(new CosOp(), this, this);

    /// <inheritdoc cref="Cos()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Cos(Tensor input) => input.NotNull().Cos();
}

internal sealed class CosOp : UnaryOp<CosOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad) => -grad * Saved(0).Sin();

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => Trigonometric.Cos(x, y);
    }
}
