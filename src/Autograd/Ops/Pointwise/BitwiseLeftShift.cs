using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Each integer with its bits shifted left by a count: x · 2ⁿ, where it fits. Broadcast and promoted to one dtype; no gradient.
    /// </summary>
    /// <remarks>Only the low 6 bits of the count are used for int64, and the low 5 for the other dtypes, as in C# and in PyTorch.</remarks>
    /// <param name="count">The number of bits to shift by.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="DTypeException">An operand is floating, or both are bool.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor BitwiseLeftShift(Tensor count) => new BitwiseLeftShiftOp().Apply(this, count.NotNull());

    /// <inheritdoc cref="BitwiseLeftShift(Tensor)"/>
    public Tensor BitwiseLeftShift(Scalar count) => new BitwiseLeftShiftOp().Apply(this, count);

    /// <summary>Shifts the bits of each integer left by a count, in place.</summary>
    /// <param name="count">The number of bits to shift by, broadcast to this shape.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">An operand is floating, or the result does not fit this dtype.</exception>
    /// <exception cref="ShapeException">The count does not broadcast to this shape.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor BitwiseLeftShift_(Tensor count) => new BitwiseLeftShiftOp().ApplyInPlace(this, count.NotNull());

    /// <inheritdoc cref="BitwiseLeftShift_(Tensor)"/>
    public Tensor BitwiseLeftShift_(Scalar count) => new BitwiseLeftShiftOp().ApplyInPlace(this, count);

    /// <inheritdoc cref="BitwiseLeftShift(Tensor)"/>
    /// <param name="left">The integers to shift.</param>
    /// <param name="right">The number of bits to shift by.</param>
    public static Tensor operator <<(Tensor left, Tensor right) => left.NotNull().BitwiseLeftShift(right);

    /// <inheritdoc cref="BitwiseLeftShift(Tensor)"/>
    /// <param name="left">The integers to shift.</param>
    /// <param name="right">The number of bits to shift by.</param>
    public static Tensor operator <<(Tensor left, Scalar right) => left.NotNull().BitwiseLeftShift(right);

    /// <summary>
    /// Shifts left by another tensor in place, in this tensor and all its views: <c>x &lt;&lt;= y</c> is <c>x.BitwiseLeftShift_(y)</c>.
    /// </summary>
    /// <inheritdoc cref="BitwiseLeftShift_(Tensor)"/>
    public void operator <<=(Tensor count) =>
        _ = AsNumber is { } number ? number.Become(BitwiseLeftShift(count)) : BitwiseLeftShift_(count);

    /// <summary>
    /// Shifts left by a number in place, in this tensor and all its views: <c>x &lt;&lt;= 2</c> is <c>x.BitwiseLeftShift_(2)</c>.
    /// </summary>
    /// <inheritdoc cref="BitwiseLeftShift_(Scalar)"/>
    public void operator <<=(Scalar count) =>
        _ = AsNumber is { } number ? number.Become(BitwiseLeftShift(count)) : BitwiseLeftShift_(count);

    /// <inheritdoc cref="BitwiseLeftShift(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="count">The number of bits to shift by.</param>
    public static Tensor BitwiseLeftShift(Tensor input, Tensor count) => input.NotNull().BitwiseLeftShift(count);

    /// <inheritdoc cref="BitwiseLeftShift(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="count">The number of bits to shift by.</param>
    public static Tensor BitwiseLeftShift(Tensor input, Scalar count) => input.NotNull().BitwiseLeftShift(count);
}

internal sealed class BitwiseLeftShiftOp : BitwiseOp<BitwiseLeftShiftOp.Kernel>
{
    private protected override bool TakesBools => false;

    internal readonly struct Kernel : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < y.Length; i++)
            {
                // Elements of at most 32 bits are shifted as 32-bit integers, so that the low 5 bits of the count are used.
                y[i] = Element<T>.IsInt64
                    ? T.CreateTruncating(long.CreateTruncating(a[i]) << int.CreateTruncating(b[i]))
                    : T.CreateTruncating(int.CreateTruncating(a[i]) << int.CreateTruncating(b[i]));
            }
        }
    }
}
