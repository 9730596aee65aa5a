using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The bits set in exactly one of two integers; for bools, true where exactly one is. Broadcast and promoted to one
    /// dtype; no gradient.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="DTypeException">An operand is floating.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor BitwiseXor(Tensor other) => new BitwiseXorOp().Apply(this, other.NotNull());

    /// <inheritdoc cref="BitwiseXor(Tensor)"/>
    public Tensor BitwiseXor(Scalar other) => new BitwiseXorOp().Apply(this, other);

    /// <summary>The bits set in exactly one, in place.</summary>
    /// <param name="other">The other operand, broadcast to this shape.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">An operand is floating, or the result does not fit this dtype.</exception>
    /// <exception cref="ShapeException">The other does not broadcast to this shape.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor BitwiseXor_(Tensor other) => new BitwiseXorOp().ApplyInPlace(this, other.NotNull());

    /// <inheritdoc cref="BitwiseXor_(Tensor)"/>
    public Tensor BitwiseXor_(Scalar other) => new BitwiseXorOp().ApplyInPlace(this, other);

    /// <summary>
    /// For masks, as from comparisons, true where exactly one is: <c>(x &gt; 0) ^ (y &gt; 0)</c>. Same as <see cref="BitwiseXor(Tensor)"/>.
    /// </summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="DTypeException">An operand is floating.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Tensor operator ^(Tensor left, Tensor right) => left.NotNull().BitwiseXor(right);

    /// <inheritdoc cref="BitwiseXor(Tensor)"/>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand, a number.</param>
    public static Tensor operator ^(Tensor left, Scalar right) => left.NotNull().BitwiseXor(right);

    /// <inheritdoc cref="BitwiseXor(Tensor)"/>
    /// <param name="left">The first operand, a number.</param>
    /// <param name="right">The second operand.</param>
    public static Tensor operator ^(Scalar left, Tensor right) => right.NotNull().BitwiseXor(left);

    /// <summary>
    /// Bitwise exclusive or with another tensor in place, in this tensor and all its views: <c>x ^= y</c> is <c>x.BitwiseXor_(y)</c>.
    /// </summary>
    /// <inheritdoc cref="BitwiseXor_(Tensor)"/>
    public void operator ^=(Tensor other) => _ = AsNumber is { } number ? number.Become(BitwiseXor(other)) : BitwiseXor_(other);

    /// <summary>
    /// Bitwise exclusive or with a number in place, in this tensor and all its views: <c>x ^= 2</c> is <c>x.BitwiseXor_(2)</c>.
    /// </summary>
    /// <inheritdoc cref="BitwiseXor_(Scalar)"/>
    public void operator ^=(Scalar other) => _ = AsNumber is { } number ? number.Become(BitwiseXor(other)) : BitwiseXor_(other);

    /// <inheritdoc cref="BitwiseXor(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor BitwiseXor(Tensor input, Tensor other) => input.NotNull().BitwiseXor(other);

    /// <inheritdoc cref="BitwiseXor(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor BitwiseXor(Tensor input, Scalar other) => input.NotNull().BitwiseXor(other);
}

internal sealed class BitwiseXorOp : BitwiseOp<BitwiseXorOp.Kernel>
{
    internal readonly struct Kernel : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Xor<byte>(MemoryMarshal.AsBytes(a), MemoryMarshal.AsBytes(b), MemoryMarshal.AsBytes(y));
    }
}
