using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// What is left of a after taking b a whole number of times, with b's sign (as Python's %, not C#'s), broadcast. Gradient: grad, and
    /// −grad · ⌊a / b⌋ to the divisor.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <exception cref="DivideByZeroException">An integer divisor is 0; a floating one gives NaN.</exception>
    public Tensor Remainder(Tensor other) => new RemainderOp().Apply(this, RemainderOp.Divisor("remainder", this, other));

    /// <summary>
    /// What is left of each element after taking a number a whole number of times, with the number's sign. Gradient: grad.
    /// </summary>
    /// <exception cref="DivideByZeroException">The elements are integers and the number is 0.</exception>
    public Tensor Remainder(Scalar other) => RemainderScalarOp.Divided("remainder", this, other).Apply(To(Promotion.ResultType(this, other)));

    /// <summary>
    /// Replaces each element by what is left of it after taking the divisor, broadcast to this shape, a whole number of times.
    /// </summary>
    /// <exception cref="ShapeException">The divisor does not broadcast to this shape.</exception>
    /// <exception cref="DivideByZeroException">An integer divisor is 0; nothing is changed then.</exception>
    public Tensor Remainder_(Tensor other) => new RemainderOp().ApplyInPlace(this, RemainderOp.Divisor("remainder_", this, other));

    /// <summary>Replaces each element by what is left of it after taking a number a whole number of times.</summary>
    /// <exception cref="DivideByZeroException">The elements are integers and the number is 0; nothing is changed then.</exception>
    public Tensor Remainder_(Scalar other) => RemainderScalarOp.Divided("remainder_", this, other).ApplyInPlace(this, other);

    /// <inheritdoc cref="Remainder(Tensor)"/>
    public static Tensor operator %(Tensor left, Tensor right) => left.Remainder(right);

    /// <inheritdoc cref="Remainder(Scalar)"/>
    public static Tensor operator %(Tensor left, Scalar right) => left.Remainder(right);
}

internal sealed class RemainderOp : NumericBinaryOp<RemainderOp.Kernel>
{
    protected override void Keep(Tensor first, Tensor second, Tensor output)
    {
        Save(Needs(1) ? first : null);
        Save(Needs(1) ? second : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad) => input == 0 ? grad : -grad * Saved(0).Div(Saved(1), RoundingMode.Floor);

    /// <summary>The divisor, unless whole numbers are to be divided and one of it is 0: there is no NaN to answer then.</summary>
    public static Tensor Divisor(string op, Tensor x, Tensor divisor)
    {
        if (Promotion.ResultType(x, divisor).IsFloating() || x.Numel == 0 || !divisor.Eq(0).Any().Item<bool>()) return divisor;
        throw new DivideByZeroException(
            $"{op}: the divisor {divisor.DType.Text()}{divisor.Shape} holds a 0, and no whole number is left of a division by it; convert with To(DType.Float32), which gives NaN there");
    }

    /// <summary>The remainder with the divisor's sign.</summary>
    public static T Of<T>(T a, T b)
        where T : unmanaged, INumber<T>
    {
        if (!Element<T>.IsFloating && T.IsNegative(b) && b == -T.One) return T.Zero; // the lowest % −1 is an overflow to .NET
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

    /// <summary>The operation, unless whole numbers are to be divided by 0.</summary>
    public static RemainderScalarOp Divided(string op, Tensor x, Scalar divisor)
    {
        DType type = Promotion.ResultType(x, divisor);
        if (!type.IsFloating()) RemainderOp.Divisor(op, x, Tensor.Full([], divisor, type, device: x.Device));
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
