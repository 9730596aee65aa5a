using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The product, element by element, broadcast. For two bool tensors, the logical and, as in PyTorch. Gradient: grad · the other
    /// operand.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Mul(Tensor other) =>
        DType == DType.Bool && other.NotNull().DType == DType.Bool ? Minimum(other) : new MulOp().Apply(this, other.NotNull());

    /// <summary>Each element times a number. Gradient: grad · the number.</summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Mul(Scalar other) => new MulScalarOp(other).Apply(To(Promotion.ResultType(this, other)));

    /// <summary>Multiplies by another tensor, broadcast to this shape.</summary>
    /// <param name="other">The other operand, broadcast to this shape.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    /// <exception cref="ShapeException">An operand does not broadcast to this shape.</exception>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    public Tensor Mul_(Tensor other) =>
        DType == DType.Bool && other.NotNull().DType == DType.Bool ? BitwiseAnd_(other) : new MulOp().ApplyInPlace(this, other.NotNull());

    /// <inheritdoc cref="Mul_(Tensor)"/>
    public Tensor Mul_(Scalar other) => new MulScalarOp(other).ApplyInPlace(this, other);

    /// <inheritdoc cref="Mul(Tensor)"/>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    public static Tensor operator *(Tensor left, Tensor right) => left.NotNull().Mul(right);

    /// <inheritdoc cref="Mul(Scalar)"/>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor, a number.</param>
    public static Tensor operator *(Tensor left, Scalar right) => left.NotNull().Mul(right);

    /// <inheritdoc cref="Mul(Scalar)"/>
    /// <param name="left">The first factor, a number.</param>
    /// <param name="right">The second factor.</param>
    public static Tensor operator *(Scalar left, Tensor right) => right.NotNull().Mul(left);

    /// <summary>Multiplies by another tensor in place, this tensor and all its views: <c>x *= y</c> is <c>x.Mul_(y)</c>.</summary>
    /// <inheritdoc cref="Mul_(Tensor)"/>
    public void operator *=(Tensor other) => _ = AsNumber is { } number ? number.Become(Mul(other)) : Mul_(other);

    /// <summary>Multiplies by a number in place, this tensor and all its views: <c>x *= 2</c> is <c>x.Mul_(2)</c>.</summary>
    /// <inheritdoc cref="Mul_(Scalar)"/>
    public void operator *=(Scalar other) => _ = AsNumber is { } number ? number.Become(Mul(other)) : Mul_(other);

    /// <inheritdoc cref="Mul(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Mul(Tensor input, Tensor other) => input.NotNull().Mul(other);

    /// <inheritdoc cref="Mul(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Mul(Tensor input, Scalar other) => input.NotNull().Mul(other);

    /// <summary>The product, element by element, written into a tensor: <c>torch.mul(x, y, out=result)</c>. Not recorded.</summary>
    /// <param name="input">The first operand.</param>
    /// <param name="other">The second operand.</param>
    /// <param name="out">The tensor to write into, of the result's shape; the result is converted to its dtype.</param>
    /// <returns><paramref name="out"/>.</returns>
    /// <exception cref="GraphException">A tensor requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast, or not to that of <paramref name="out"/>.</exception>
    /// <exception cref="DTypeException"><paramref name="out"/> cannot hold the result's numbers.</exception>
    public static Tensor Mul(Tensor input, Tensor other, Tensor @out) =>
        (input.NotNull().DType == DType.Bool && other.NotNull().DType == DType.Bool ? (PairOp)new BitwiseAndOp() : new MulOp())
            .ApplyInto(@out.NotNull(), input, other.NotNull());
}

internal sealed class MulOp : NumericBinaryOp<MulOp.Kernel>
{
    protected override void Keep(Tensor first, Tensor second, Tensor output)
    {
        Save(Needs(0) ? second : null);
        Save(Needs(1) ? first : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * Saved(input);

    internal readonly struct Kernel : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Multiply(a, b, y);
    }
}

internal sealed class MulScalarOp(Scalar value) : NumericUnaryOp<MulScalarOp.Kernel>(new Kernel(value))
{
    public override string Name => "mul";

    protected internal override Tensor Vjp(int input, Tensor grad) => grad * Arguments.Value;

    internal readonly struct Kernel(Scalar value) : INumericUnaryKernel
    {
        public Scalar Value { get; } = value;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Multiply(x, Value.To<T>(), y);
    }
}
