using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The remainder of a / b with the sign of b (as Python's %, not C#'s), broadcast. Gradient: grad, and −grad · ⌊a / b⌋ to the
    /// divisor.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <exception cref="DivideByZeroException">An integer divisor is 0; a floating one gives NaN.</exception>
    public Tensor Remainder(Tensor other) => new RemainderOp().Apply(this, RemainderOp.Divisor("remainder", this, other.NotNull()));

    /// <summary>
    /// The remainder of each element divided by a number, with the number's sign. Gradient: grad.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="DivideByZeroException">The elements are integers and the number is 0.</exception>
    public Tensor Remainder(Scalar other) =>
        RemainderScalarOp.Divided("remainder", this, other).Apply(To(Promotion.ResultType(this, other)));

    /// <summary>
    /// Replaces each element by its remainder after division by another tensor, broadcast to this shape.
    /// </summary>
    /// <param name="other">The other operand, broadcast to this shape.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="ShapeException">The divisor does not broadcast to this shape.</exception>
    /// <exception cref="DivideByZeroException">An integer divisor is 0; the tensor is left unchanged.</exception>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Remainder_(Tensor other) =>
        new RemainderOp().ApplyInPlace(this, RemainderOp.Divisor("remainder_", this, other.NotNull()));

    /// <summary>Replaces each element by its remainder after division by a number.</summary>
    /// <param name="other">The other operand.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="DivideByZeroException">The elements are integers and the number is 0; the tensor is left unchanged.</exception>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Remainder_(Scalar other) => RemainderScalarOp.Divided("remainder_", this, other).ApplyInPlace(this, other);

    /// <inheritdoc cref="Remainder(Tensor)"/>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    public static Tensor operator %(Tensor left, Tensor right) => left.NotNull().Remainder(right);

    /// <inheritdoc cref="Remainder(Scalar)"/>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor, a number.</param>
    public static Tensor operator %(Tensor left, Scalar right) => left.NotNull().Remainder(right);

    /// <summary>
    /// The remainder by another tensor in place, of this tensor and all its views: <c>x %= y</c> is <c>x.Remainder_(y)</c>.
    /// </summary>
    /// <inheritdoc cref="Remainder_(Tensor)"/>
    public void operator %=(Tensor other) => _ = AsNumber is { } number ? number.Become(Remainder(other)) : Remainder_(other);

    /// <summary>The remainder by a number in place, of this tensor and all its views: <c>x %= 2</c> is <c>x.Remainder_(2)</c>.</summary>
    /// <inheritdoc cref="Remainder_(Scalar)"/>
    public void operator %=(Scalar other) => _ = AsNumber is { } number ? number.Become(Remainder(other)) : Remainder_(other);

    /// <inheritdoc cref="Remainder(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Remainder(Tensor input, Tensor other) => input.NotNull().Remainder(other);

    /// <inheritdoc cref="Remainder(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Remainder(Tensor input, Scalar other) => input.NotNull().Remainder(other);
}

internal sealed class RemainderOp : NumericBinaryOp<RemainderOp.Kernel>
{
    protected override void Keep(Tensor first, Tensor second, Tensor output)
    {
        Save(Needs(1) ? first : null);
        Save(Needs(1) ? second : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) =>
        input == 0 ? grad : -grad * Saved(0).Div(Saved(1), RoundingMode.Floor);

    /// <summary>The divisor; throws if the division is between integers and an element of it is 0, since integers have no NaN.</summary>
    public static Tensor Divisor(string op, Tensor x, Tensor divisor)
    {
        if (Promotion.ResultType(x, divisor).IsFloating() || x.Numel == 0 || !divisor.Eq(0).Any().Item<bool>()) return divisor;
        throw new DivideByZeroException(
            $"{op}: the divisor {divisor.DType.Text()}{divisor.Shape} holds a 0, and integer division by 0 is undefined; " +
            "convert with To(DType.Float32), which gives NaN there");
    }

    /// <summary>The remainder with the divisor's sign.</summary>
    public static T Of<T>(T a, T b)
        where T : unmanaged, INumber<T>
    {
        if (!Element<T>.IsFloating && T.IsNegative(b) && b == -T.One) return T.Zero; // .NET throws an overflow for lowest % −1
        T left = a % b;
        return left != T.Zero && T.IsNegative(left) != T.IsNegative(b) ? left + b : left;
    }

    internal readonly struct Kernel : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < y.Length; i++) y[i] = Of(a[i], b[i]);
        }
    }
}

internal sealed class RemainderScalarOp(Scalar divisor) : NumericUnaryOp<RemainderScalarOp.Kernel>(new Kernel(divisor))
{
    public override string Name => "remainder";

    /// <summary>The operation; throws if integers would be divided by 0.</summary>
    public static RemainderScalarOp Divided(string op, Tensor x, Scalar divisor)
    {
        DType type = Promotion.ResultType(x, divisor);
        if (!type.IsFloating()) RemainderOp.Divisor(op, x, Tensor.Operand(divisor, type, x.Device));
        return new RemainderScalarOp(divisor);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => grad;

    internal readonly struct Kernel(Scalar divisor) : INumericUnaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            T by = divisor.To<T>();
            for (int i = 0; i < y.Length; i++) y[i] = RemainderOp.Of(x[i], by);
        }
    }
}
