using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Each integer with its bits moved down by a count, the sign kept: ⌊x / 2ⁿ⌋. Broadcast, in the higher dtype of the two; no gradient.
    /// </summary>
    /// <remarks>Of the count, the low 6 bits matter for int64 and the low 5 for the other dtypes, as in C# and in PyTorch.</remarks>
    /// <exception cref="DTypeException">One is floating, or both are bool.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor BitwiseRightShift(Tensor count) => new BitwiseRightShiftOp().Apply(this, count);

    /// <inheritdoc cref="BitwiseRightShift(Tensor)"/>
    public Tensor BitwiseRightShift(Scalar count) => new BitwiseRightShiftOp().Apply(this, count);

    /// <summary>Moves the bits of each integer down by a count, in place.</summary>
    /// <exception cref="DTypeException">One is floating, or the result does not fit this dtype.</exception>
    /// <exception cref="ShapeException">The count does not broadcast to this shape.</exception>
    public Tensor BitwiseRightShift_(Tensor count) => new BitwiseRightShiftOp().ApplyInPlace(this, count);

    /// <inheritdoc cref="BitwiseRightShift_(Tensor)"/>
    public Tensor BitwiseRightShift_(Scalar count) => new BitwiseRightShiftOp().ApplyInPlace(this, count);

    /// <inheritdoc cref="BitwiseRightShift(Tensor)"/>
    public static Tensor operator >>(Tensor left, Tensor right) => left.BitwiseRightShift(right);

    /// <inheritdoc cref="BitwiseRightShift(Tensor)"/>
    public static Tensor operator >>(Tensor left, Scalar right) => left.BitwiseRightShift(right);
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
                // In 32 bits, where an element has no more: so many bits of the count matter.
                y[i] = Element<T>.IsInt64
                    ? T.CreateTruncating(long.CreateTruncating(a[i]) >> int.CreateTruncating(b[i]))
                    : T.CreateTruncating(int.CreateTruncating(a[i]) >> int.CreateTruncating(b[i]));
            }
        }
    }
}
