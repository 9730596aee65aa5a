using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Each integer with its bits shifted right by a count, keeping the sign: ⌊x / 2ⁿ⌋. Broadcast and promoted to one dtype; no gradient.
    /// </summary>
    /// <remarks>Only the low 6 bits of the count are used for int64, and the low 5 for the other dtypes, as in C# and in PyTorch.</remarks>
    /// <param name="count">The number of bits to shift by.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="DTypeException">An operand is floating, or both are bool.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor BitwiseRightShift(Tensor count) => new BitwiseRightShiftOp().Apply(this, count.NotNull());

    /// <inheritdoc cref="BitwiseRightShift(Tensor)"/>
    public Tensor BitwiseRightShift(Scalar count) => new BitwiseRightShiftOp().Apply(this, count);

    /// <summary>Shifts the bits of each integer right by a count, in place.</summary>
    /// <param name="count">The number of bits to shift by, broadcast to this shape.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">An operand is floating, or the result does not fit this dtype.</exception>
    /// <exception cref="ShapeException">The count does not broadcast to this shape.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor BitwiseRightShift_(Tensor count) => new BitwiseRightShiftOp().ApplyInPlace(this, count.NotNull());

    /// <inheritdoc cref="BitwiseRightShift_(Tensor)"/>
    public Tensor BitwiseRightShift_(Scalar count) => new BitwiseRightShiftOp().ApplyInPlace(this, count);

    /// <inheritdoc cref="BitwiseRightShift(Tensor)"/>
    /// <param name="left">The integers to shift.</param>
    /// <param name="right">The number of bits to shift by.</param>
    public static Tensor operator >>(Tensor left, Tensor right) => left.NotNull().BitwiseRightShift(right);

    /// <inheritdoc cref="BitwiseRightShift(Tensor)"/>
    /// <param name="left">The integers to shift.</param>
    /// <param name="right">The number of bits to shift by.</param>
    public static Tensor operator >>(Tensor left, Scalar right) => left.NotNull().BitwiseRightShift(right);

    /// <summary>
    /// Shifts right by another tensor in place, in this tensor and all its views: <c>x &gt;&gt;= y</c> is <c>x.BitwiseRightShift_(y)</c>.
    /// </summary>
    /// <inheritdoc cref="BitwiseRightShift_(Tensor)"/>
    public void operator >>=(Tensor count) =>
        _ = AsNumber is { } number ? number.Become(BitwiseRightShift(count)) : BitwiseRightShift_(count);

    /// <summary>
    /// Shifts right by a number in place, in this tensor and all its views: <c>x &gt;&gt;= 2</c> is <c>x.BitwiseRightShift_(2)</c>.
    /// </summary>
    /// <inheritdoc cref="BitwiseRightShift_(Scalar)"/>
    public void operator >>=(Scalar count) =>
        _ = AsNumber is { } number ? number.Become(BitwiseRightShift(count)) : BitwiseRightShift_(count);

    /// <inheritdoc cref="BitwiseRightShift(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="count">The number of bits to shift by.</param>
    public static Tensor BitwiseRightShift(Tensor input, Tensor count) => input.NotNull().BitwiseRightShift(count);

    /// <inheritdoc cref="BitwiseRightShift(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="count">The number of bits to shift by.</param>
    public static Tensor BitwiseRightShift(Tensor input, Scalar count) => input.NotNull().BitwiseRightShift(count);
}

internal sealed class BitwiseRightShiftOp : BitwiseOp<BitwiseRightShiftOp.Kernel>
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
                    ? T.CreateTruncating(long.CreateTruncating(a[i]) >> int.CreateTruncating(b[i]))
                    : T.CreateTruncating(int.CreateTruncating(a[i]) >> int.CreateTruncating(b[i]));
            }
        }
    }
}
