using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>1 / x; an infinity at 0. Floating result. Gradient: −grad · y².</summary>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Reciprocal() => new ReciprocalOp().Apply(this);

    /// <summary>Replaces each element by its reciprocal.</summary>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Reciprocal_() => Engine.InPlace.Apply(new ReciprocalOp(), this, this);

    /// <inheritdoc cref="Reciprocal()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Reciprocal(Tensor input) => input.NotNull().Reciprocal();
}

internal sealed class ReciprocalOp : UnaryOp<ReciprocalOp.Kernel>
{
    protected override void Keep(Tensor input, Tensor output) => Save(output);

    protected internal override Tensor Vjp(int input, Tensor grad) => -grad * Saved(0).Square();

    internal readonly struct Kernel : IUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => TensorPrimitives.Divide(T.One, x, y);
    }
}
