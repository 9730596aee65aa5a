using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The bits set in both of two integers; for bools, true where both are. Broadcast and promoted to one dtype; no
    /// gradient.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="DTypeException">An operand is floating.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor BitwiseAnd(Tensor other) => new BitwiseAndOp().Apply(this, other.NotNull());

    /// <inheritdoc cref="BitwiseAnd(Tensor)"/>
    public Tensor BitwiseAnd(Scalar other) => new BitwiseAndOp().Apply(this, other);

    /// <summary>The bits set in both, in place.</summary>
    /// <param name="other">The other operand, broadcast to this shape.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">An operand is floating, or the result does not fit this dtype.</exception>
    /// <exception cref="ShapeException">The other does not broadcast to this shape.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor BitwiseAnd_(Tensor other) => new BitwiseAndOp().ApplyInPlace(this, other.NotNull());

    /// <inheritdoc cref="BitwiseAnd_(Tensor)"/>
    public Tensor BitwiseAnd_(Scalar other) => new BitwiseAndOp().ApplyInPlace(this, other);

    /// <summary>
    /// For masks, as from comparisons, true where both are: <c>(x &gt; 0) &amp; (y &gt; 0)</c>. Same as <see cref="BitwiseAnd(Tensor)"/>.
    /// </summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="DTypeException">An operand is floating.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Tensor operator &(Tensor left, Tensor right) => left.NotNull().BitwiseAnd(right);

    /// <inheritdoc cref="BitwiseAnd(Tensor)"/>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand, a number.</param>
    public static Tensor operator &(Tensor left, Scalar right) => left.NotNull().BitwiseAnd(right);

    /// <inheritdoc cref="BitwiseAnd(Tensor)"/>
    /// <param name="left">The first operand, a number.</param>
    /// <param name="right">The second operand.</param>
    public static Tensor operator &(Scalar left, Tensor right) => right.NotNull().BitwiseAnd(left);

    /// <summary>
    /// Bitwise and with another tensor in place, in this tensor and all its views: <c>x &amp;= y</c> is <c>x.BitwiseAnd_(y)</c>.
    /// </summary>
    /// <inheritdoc cref="BitwiseAnd_(Tensor)"/>
    public void operator &=(Tensor other) => _ = AsNumber is { } number ? number.Become(BitwiseAnd(other)) : BitwiseAnd_(other);

    /// <summary>
    /// Bitwise and with a number in place, in this tensor and all its views: <c>x &amp;= 2</c> is <c>x.BitwiseAnd_(2)</c>.
    /// </summary>
    /// <inheritdoc cref="BitwiseAnd_(Scalar)"/>
    public void operator &=(Scalar other) => _ = AsNumber is { } number ? number.Become(BitwiseAnd(other)) : BitwiseAnd_(other);

    /// <inheritdoc cref="BitwiseAnd(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor BitwiseAnd(Tensor input, Tensor other) => input.NotNull().BitwiseAnd(other);

    /// <inheritdoc cref="BitwiseAnd(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor BitwiseAnd(Tensor input, Scalar other) => input.NotNull().BitwiseAnd(other);
}

internal sealed class BitwiseAndOp : BitwiseOp<BitwiseAndOp.Kernel>
{
    internal readonly struct Kernel : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.BitwiseAnd<byte>(MemoryMarshal.AsBytes(a), MemoryMarshal.AsBytes(b), MemoryMarshal.AsBytes(y));
    }
}
