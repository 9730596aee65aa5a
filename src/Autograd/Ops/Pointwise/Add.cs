using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The sum, element by element, broadcast. For two bool tensors, the logical or, as in PyTorch. Gradient: grad to each.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Add(Tensor other) =>
        DType == DType.Bool && other.NotNull().DType == DType.Bool ? Maximum(other) : new AddOp().Apply(this, other.NotNull());

    /// <summary>Each element plus a number. Gradient: grad.</summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Add(Scalar other) => new AddScalarOp(other).Apply(To(Promotion.ResultType(this, other)));

    /// <summary>Adds another tensor, broadcast to this shape.</summary>
    /// <param name="other">The other operand, broadcast to this shape.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    /// <exception cref="ShapeException">An operand does not broadcast to this shape.</exception>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    public Tensor Add_(Tensor other) =>
        DType == DType.Bool && other.NotNull().DType == DType.Bool ? BitwiseOr_(other) : new AddOp().ApplyInPlace(this, other.NotNull());

    /// <inheritdoc cref="Add_(Tensor)"/>
    public Tensor Add_(Scalar other) => new AddScalarOp(other).ApplyInPlace(this, other);

    /// <summary>This plus alpha times another tensor, broadcast. Gradient: grad, and alpha · grad to the other.</summary>
    /// <param name="other">The other operand.</param>
    /// <param name="alpha">The factor of <paramref name="other"/>.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <exception cref="DTypeException">Alpha is floating, but both tensors hold integers or bools.</exception>
    public Tensor Add(Tensor other, Scalar alpha) => Add(AddOp.Times("add", this, other.NotNull(), alpha));

    /// <summary>Adds alpha times another tensor, broadcast to this shape.</summary>
    /// <inheritdoc cref="Add(Tensor, Scalar)"/>
    /// <returns>This tensor.</returns>
    public Tensor Add_(Tensor other, Scalar alpha) => Add_(AddOp.Times("add_", this, other.NotNull(), alpha));

    /// <inheritdoc cref="Add(Tensor)"/>
    /// <param name="left">The first summand.</param>
    /// <param name="right">The second summand.</param>
    public static Tensor operator +(Tensor left, Tensor right) => left.NotNull().Add(right);

    /// <inheritdoc cref="Add(Scalar)"/>
    /// <param name="left">The first summand.</param>
    /// <param name="right">The second summand, a number.</param>
    public static Tensor operator +(Tensor left, Scalar right) => left.NotNull().Add(right);

    /// <inheritdoc cref="Add(Scalar)"/>
    /// <param name="left">The first summand, a number.</param>
    /// <param name="right">The second summand.</param>
    public static Tensor operator +(Scalar left, Tensor right) => right.NotNull().Add(left);

    /// <summary>Adds another tensor in place, to this tensor and all its views: <c>x += y</c> is <c>x.Add_(y)</c>.</summary>
    /// <inheritdoc cref="Add_(Tensor)"/>
    public void operator +=(Tensor other) => _ = AsNumber is { } number ? number.Become(Add(other)) : Add_(other);

    /// <summary>Adds a number in place, to this tensor and all its views: <c>x += 2</c> is <c>x.Add_(2)</c>.</summary>
    /// <inheritdoc cref="Add_(Scalar)"/>
    public void operator +=(Scalar other) => _ = AsNumber is { } number ? number.Become(Add(other)) : Add_(other);

    /// <inheritdoc cref="Add(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Add(Tensor input, Tensor other) =>
        other is NumberTensor { Number: { } number } ? input.NotNull().Add(number) : input.NotNull().Add(other);

    /// <inheritdoc cref="Add(Tensor, Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    /// <param name="alpha">The factor of <paramref name="other"/>.</param>
    public static Tensor Add(Tensor input, Tensor other, Scalar alpha) => input.NotNull().Add(other, alpha);

    /// <summary>The sum written into a tensor: <c>torch.add(x, y, out=result)</c>. Not recorded.</summary>
    /// <param name="input">The first operand.</param>
    /// <param name="other">The second operand.</param>
    /// <param name="out">The tensor to write into, of the result's shape; the result is converted to its dtype.</param>
    /// <returns><paramref name="out"/>.</returns>
    /// <exception cref="GraphException">A tensor requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast, or not to that of <paramref name="out"/>.</exception>
    /// <exception cref="DTypeException"><paramref name="out"/> cannot hold the result's numbers.</exception>
    public static Tensor Add(Tensor input, Tensor other, Tensor @out) =>
        (input.NotNull().DType == DType.Bool && other.NotNull().DType == DType.Bool ? (PairOp)new BitwiseOrOp() : new AddOp())
            .ApplyInto(@out.NotNull(), input, other.NotNull());
}

internal sealed class AddOp : NumericBinaryOp<AddOp.Kernel>
{
    /// <summary>The second operand times alpha, which must be an integer if both operands are.</summary>
    public static Tensor Times(string op, Tensor x, Tensor other, Scalar alpha)
    {
        if (alpha.IsFloating && !Promotion.ResultType(x, other).IsFloating())
        {
            throw new DTypeException(
                $"{op}: alpha is {alpha}, a floating number, but the operands are {x.DType.Text()} and {other.DType.Text()}: " +
                "give an integer, or convert with To(DType.Float32)");
        }

        alpha.RequireIn(Promotion.ResultType(x, other), op);
        if (Promotion.ResultType(x, other) == DType.Bool) return alpha.ToDouble() != 0 ? other : other.ZerosLike();
        return other.To(Promotion.ResultType(x, other)) * alpha;
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => grad;

    internal readonly struct Kernel : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Add(a, b, y);
    }
}

internal sealed class AddScalarOp(Scalar value) : NumericUnaryOp<AddScalarOp.Kernel>(new Kernel(value))
{
    public override string Name => "add";

    protected internal override Tensor Vjp(int input, Tensor grad) => grad;

    internal readonly struct Kernel(Scalar value) : INumericUnaryKernel
    {
        public Scalar Value { get; } = value;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Add(x, Value.To<T>(), y);
    }
}
