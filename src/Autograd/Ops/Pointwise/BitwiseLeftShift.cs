using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Each integer with its bits moved up by a count: x · 2ⁿ, where it fits. Broadcast, in the higher dtype of the two; no gradient.
    /// </summary>
    /// <remarks>Of the count, the low 6 bits matter for int64 and the low 5 for the other dtypes, as in C# and in PyTorch.</remarks>
    /// <exception cref="DTypeException">One is floating, or both are bool.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor BitwiseLeftShift(Tensor count) => new BitwiseLeftShiftOp().Apply(this, count);

    /// <inheritdoc cref="BitwiseLeftShift(Tensor)"/>
    public Tensor BitwiseLeftShift(Scalar count) => new BitwiseLeftShiftOp().Apply(this, count);

    /// <summary>Moves the bits of each integer up by a count, in place.</summary>
    /// <exception cref="DTypeException">One is floating, or the result does not fit this dtype.</exception>
    /// <exception cref="ShapeException">The count does not broadcast to this shape.</exception>
    public Tensor BitwiseLeftShift_(Tensor count) => new BitwiseLeftShiftOp().ApplyInPlace(this, count);

    /// <inheritdoc cref="BitwiseLeftShift_(Tensor)"/>
    public Tensor BitwiseLeftShift_(Scalar count) => new BitwiseLeftShiftOp().ApplyInPlace(this, count);

    /// <inheritdoc cref="BitwiseLeftShift(Tensor)"/>
    public static Tensor operator <<(Tensor left, Tensor right) => left.BitwiseLeftShift(right);

    /// <inheritdoc cref="BitwiseLeftShift(Tensor)"/>
    public static Tensor operator <<(Tensor left, Scalar right) => left.BitwiseLeftShift(right);
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
                // In 32 bits, where an element has no more: so many bits of the count matter.
                y[i] = Element<T>.IsInt64
                    ? T.CreateTruncating(long.CreateTruncating(a[i]) << int.CreateTruncating(b[i]))
                    : T.CreateTruncating(int.CreateTruncating(a[i]) << int.CreateTruncating(b[i]));
            }
        }
    }
}
