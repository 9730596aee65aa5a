using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The bits set in either of two integers; for bools, true where either is. Broadcast and promoted to one dtype; no
    /// gradient.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="DTypeException">An operand is floating.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor BitwiseOr(Tensor other) => new BitwiseOrOp().Apply(this, other.NotNull());

    /// <inheritdoc cref="BitwiseOr(Tensor)"/>
    public Tensor BitwiseOr(Scalar other) => new BitwiseOrOp().Apply(this, other);

    /// <summary>The bits set in either, in place.</summary>
    /// <param name="other">The other operand, broadcast to this shape.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">An operand is floating, or the result does not fit this dtype.</exception>
    /// <exception cref="ShapeException">The other does not broadcast to this shape.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor BitwiseOr_(Tensor other) => new BitwiseOrOp().ApplyInPlace(this, other.NotNull());

    /// <inheritdoc cref="BitwiseOr_(Tensor)"/>
    public Tensor BitwiseOr_(Scalar other) => new BitwiseOrOp().ApplyInPlace(this, other);

    /// <summary>
    /// For masks, as from comparisons, true where either is: <c>(x &gt; 0) | (y &gt; 0)</c>. Same as <see cref="BitwiseOr(Tensor)"/>.
    /// </summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="DTypeException">An operand is floating.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Tensor operator |(Tensor left, Tensor right) => left.NotNull().BitwiseOr(right);

    /// <inheritdoc cref="BitwiseOr(Tensor)"/>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand, a number.</param>
    public static Tensor operator |(Tensor left, Scalar right) => left.NotNull().BitwiseOr(right);

    /// <inheritdoc cref="BitwiseOr(Tensor)"/>
    /// <param name="left">The first operand, a number.</param>
    /// <param name="right">The second operand.</param>
    public static Tensor operator |(Scalar left, Tensor right) => right.NotNull().BitwiseOr(left);

    /// <summary>
    /// Bitwise or with another tensor in place, in this tensor and all its views: <c>x |= y</c> is <c>x.BitwiseOr_(y)</c>.
    /// </summary>
    /// <inheritdoc cref="BitwiseOr_(Tensor)"/>
    public void operator |=(Tensor other) => _ = AsNumber is { } number ? number.Become(BitwiseOr(other)) : BitwiseOr_(other);

    /// <summary>Bitwise or with a number in place, in this tensor and all its views: <c>x |= 2</c> is <c>x.BitwiseOr_(2)</c>.</summary>
    /// <inheritdoc cref="BitwiseOr_(Scalar)"/>
    public void operator |=(Scalar other) => _ = AsNumber is { } number ? number.Become(BitwiseOr(other)) : BitwiseOr_(other);

    /// <inheritdoc cref="BitwiseOr(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor BitwiseOr(Tensor input, Tensor other) => input.NotNull().BitwiseOr(other);

    /// <inheritdoc cref="BitwiseOr(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor BitwiseOr(Tensor input, Scalar other) => input.NotNull().BitwiseOr(other);
}

internal sealed class BitwiseOrOp : BitwiseOp<BitwiseOrOp.Kernel>
{
    internal readonly struct Kernel : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.BitwiseOr<byte>(MemoryMarshal.AsBytes(a), MemoryMarshal.AsBytes(b), MemoryMarshal.AsBytes(y));
    }
}
