using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The true quotient, element by element, broadcast; integers give a floating result. Gradient: grad / b, and −grad · a / b² to the
    /// divisor.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Div(Tensor other) => new DivOp().Apply(this, other.NotNull());

    /// <summary>Each element divided by a number; floating result. Gradient: grad / the number.</summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Div(Scalar other) => new DivScalarOp(other).Apply(this);

    /// <summary>Divides by another tensor, broadcast to this shape.</summary>
    /// <param name="other">The other operand, broadcast to this shape.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    /// <exception cref="ShapeException">An operand does not broadcast to this shape.</exception>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    public Tensor Div_(Tensor other) => new DivOp().ApplyInPlace(this, other.NotNull());

    /// <inheritdoc cref="Div_(Tensor)"/>
    public Tensor Div_(Scalar other) => new DivScalarOp(other).ApplyInPlace(this, other);

    /// <summary>The quotient, broadcast, rounded to an integer; integer dtypes are kept. Gradient: 0.</summary>
    /// <param name="other">The other operand.</param>
    /// <param name="rounding">How to round.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <exception cref="DivideByZeroException">An integer divisor is 0; a floating one gives an infinity or NaN.</exception>
    public Tensor Div(Tensor other, RoundingMode rounding) =>
        new DivRoundedOp(rounding).Apply(this, RemainderOp.Divisor("div", this, other.NotNull()));

    /// <inheritdoc cref="Div(Tensor, RoundingMode)"/>
    public Tensor Div(Scalar other, RoundingMode rounding) => Div(Operand(other, Promotion.ResultType(this, other), Device), rounding);

    /// <summary>Divides by another tensor, broadcast to this shape, and rounds to integers.</summary>
    /// <param name="other">The other operand, broadcast to this shape.</param>
    /// <param name="rounding">How to round.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="DivideByZeroException">An integer divisor is 0; the tensor is left unchanged.</exception>
    /// <exception cref="ShapeException">An operand does not broadcast to this shape.</exception>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Div_(Tensor other, RoundingMode rounding) =>
        new DivRoundedOp(rounding).ApplyInPlace(this, RemainderOp.Divisor("div_", this, other.NotNull()));

    /// <inheritdoc cref="Div_(Tensor, RoundingMode)"/>
    public Tensor Div_(Scalar other, RoundingMode rounding) => Div_(Operand(other, Promotion.ResultType(this, other), Device), rounding);

    /// <summary>The quotient rounded down, as by Python's //; short for <see cref="Div(Tensor, RoundingMode)"/>.</summary>
    /// <inheritdoc cref="Div(Tensor, RoundingMode)"/>
    public Tensor FloorDivide(Tensor other) => Div(other, RoundingMode.Floor);

    /// <inheritdoc cref="FloorDivide(Tensor)"/>
    public Tensor FloorDivide(Scalar other) => Div(other, RoundingMode.Floor);

    /// <inheritdoc cref="Div(Tensor)"/>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    public static Tensor operator /(Tensor left, Tensor right) => left.NotNull().Div(right);

    /// <inheritdoc cref="Div(Scalar)"/>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor, a number.</param>
    public static Tensor operator /(Tensor left, Scalar right) => left.NotNull().Div(right);

    /// <summary>A number divided by each element x; floating result. Gradient: −grad · number / x².</summary>
    /// <inheritdoc cref="Div(Scalar)"/>
    /// <param name="left">The dividend, a number.</param>
    /// <param name="right">The divisor.</param>
    public static Tensor operator /(Scalar left, Tensor right) => new ScalarDivOp(left).Apply(right.NotNull());

    /// <summary>Divides by another tensor in place, this tensor and all its views: <c>x /= y</c> is <c>x.Div_(y)</c>.</summary>
    /// <inheritdoc cref="Div_(Tensor)"/>
    public void operator /=(Tensor other) => _ = AsNumber is { } number ? number.Become(Div(other)) : Div_(other);

    /// <summary>Divides by a number in place, this tensor and all its views: <c>x /= 2</c> is <c>x.Div_(2)</c>.</summary>
    /// <inheritdoc cref="Div_(Scalar)"/>
    public void operator /=(Scalar other) => _ = AsNumber is { } number ? number.Become(Div(other)) : Div_(other);

    /// <inheritdoc cref="Div(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Div(Tensor input, Tensor other) => input.NotNull().Div(other);

    /// <inheritdoc cref="Div(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Div(Tensor input, Scalar other) => input.NotNull().Div(other);

    /// <inheritdoc cref="Div(Tensor, RoundingMode)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    /// <param name="rounding">How to round.</param>
    public static Tensor Div(Tensor input, Tensor other, RoundingMode rounding) => input.NotNull().Div(other, rounding);

    /// <inheritdoc cref="Div(Scalar, RoundingMode)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    /// <param name="rounding">How to round.</param>
    public static Tensor Div(Tensor input, Scalar other, RoundingMode rounding) => input.NotNull().Div(other, rounding);

    /// <inheritdoc cref="FloorDivide(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor FloorDivide(Tensor input, Tensor other) => input.NotNull().FloorDivide(other);

    /// <inheritdoc cref="FloorDivide(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor FloorDivide(Tensor input, Scalar other) => input.NotNull().FloorDivide(other);

    /// <summary>The quotient written into a tensor: <c>torch.div(x, y, out=result)</c>. Not recorded.</summary>
    /// <param name="input">The first operand.</param>
    /// <param name="other">The second operand.</param>
    /// <param name="out">The tensor to write into, of the result's shape; the result is converted to its dtype.</param>
    /// <returns><paramref name="out"/>.</returns>
    /// <exception cref="GraphException">A tensor requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    /// <exception cref="ShapeException">The shapes do not broadcast, or not to that of <paramref name="out"/>.</exception>
    /// <exception cref="DTypeException"><paramref name="out"/> cannot hold the result's numbers.</exception>
    public static Tensor Div(Tensor input, Tensor other, Tensor @out) =>
        new DivOp().ApplyInto(@out.NotNull(), input.NotNull(), other.NotNull());
}

internal sealed class DivOp : BinaryOp<DivOp.Kernel>
{
    protected override void Keep(Tensor first, Tensor second, Tensor output)
    {
        Save(second);
        Save(Needs(1) ? first : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0 ? grad / Saved(0) : -grad * (Saved(1) / Saved(0) / Saved(0));

    internal readonly struct Kernel : IBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => TensorPrimitives.Divide(a, b, y);
    }
}

internal sealed class DivRoundedOp(RoundingMode rounding) : NumericBinaryOp<DivRoundedOp.Kernel>(new Kernel(rounding))
{
    public override string Name => "div";

    protected internal override Tensor Vjp(int input, Tensor grad) => grad.ZerosLike();

    internal readonly struct Kernel(RoundingMode rounding) : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            bool floor = rounding == RoundingMode.Floor, floating = Element<T>.IsFloating;
            for (int i = 0; i < y.Length; i++) y[i] = floating ? Floating(a[i], b[i], floor) : Whole(a[i], b[i], floor);
        }

        private static T Whole<T>(T a, T b, bool floor)
            where T : INumber<T>
        {
            // The lowest / −1 is an overflow to .NET. A byte has no −1: there 0 − 1 is 255.
            if (!Element<T>.IsUInt8 && b == T.Zero - T.One) return T.Zero - a;
            T quotient = a / b;
            return floor && a % b != T.Zero && T.IsNegative(a) != T.IsNegative(b) ? quotient - T.One : quotient;
        }

        /// <summary>
        /// The floor is computed from the remainder, as in Python: a quotient that rounding has carried up to an integer would be one too
        /// high.
        /// </summary>
        private static T Floating<T>(T a, T b, bool floor)
            where T : INumber<T>
        {
            double quotient = double.CreateTruncating(a / b);
            if (!floor) return T.CreateTruncating(Math.Truncate(quotient));
            if (b == T.Zero) return a / b;
            T left = a % b, whole = (a - left) / b;
            if (left != T.Zero && T.IsNegative(b) != T.IsNegative(left)) whole -= T.One;
            if (whole == T.Zero) return T.CreateTruncating(Math.CopySign(0.0, quotient));
            T below = T.CreateTruncating(Math.Floor(double.CreateTruncating(whole)));
            return double.CreateTruncating(whole - below) > 0.5 ? below + T.One : below;
        }
    }
}

internal sealed class DivScalarOp(Scalar value) : UnaryOp<DivScalarOp.Kernel>(new Kernel(value))
{
    public override string Name => "div";

    protected internal override Tensor Vjp(int input, Tensor grad) => grad / Arguments.Value;

    internal readonly struct Kernel(Scalar value) : IUnaryKernel
    {
        public Scalar Value { get; } = value;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => TensorPrimitives.Divide(x, Value.To<T>(), y);
    }
}

internal sealed class ScalarDivOp(Scalar value) : UnaryOp<ScalarDivOp.Kernel>(new Kernel(value))
{
    protected override void Keep(Tensor input, Tensor output)
    {
        Save(output);
        Save(input);
    }

    public override string Name => "rdiv";

    protected internal override Tensor Vjp(int input, Tensor grad) => -grad * (Saved(0) / Saved(1));

    internal readonly struct Kernel(Scalar value) : IUnaryKernel
    {
        public Scalar Value { get; } = value;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            => TensorPrimitives.Divide(Value.To<T>(), x, y);
    }
}
