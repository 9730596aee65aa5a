using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The smaller of two elements, broadcast; NaN if either is NaN. Gradient: grad to the smaller one, half to each in a tie.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Minimum(Tensor other) => new MinimumOp().Apply(this, other.NotNull());

    /// <inheritdoc cref="Minimum(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Minimum(Tensor input, Tensor other) => input.NotNull().Minimum(other);

    /// <inheritdoc cref="Minimum(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Min(Tensor input, Tensor other) => input.NotNull().Minimum(other);
}

internal sealed class MinimumOp : NumericBinaryOp<MinimumOp.Kernel>
{
    private protected override bool TakesBools => true;

    protected override void Keep(Tensor first, Tensor second, Tensor output)
    {
        Save(first);
        Save(second);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor own = Saved(input), other = Saved(1 - input);
        return Tensor.Where(own.Eq(other), grad * 0.5, grad).MaskedFill(own.Gt(other), 0);
    }

    internal readonly struct Kernel : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Min(a, b, y);
    }
}
