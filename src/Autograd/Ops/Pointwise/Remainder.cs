using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>What is left of a after taking b a whole number of times, with b's sign (as Python's %, not C#'s), broadcast. Gradient: grad, and −grad · ⌊a / b⌋ to the divisor.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <exception cref="DivideByZeroException">An integer divisor is 0; a floating one gives NaN.</exception>
    public Tensor Remainder(Tensor other) => new RemainderOp().Apply(this, other);

    /// <summary>What is left of each element after taking a number a whole number of times, with the number's sign. Gradient: grad.</summary>
    /// <exception cref="DivideByZeroException">The elements are integers and the number is 0.</exception>
    public Tensor Remainder(Scalar other) => new RemainderScalarOp(other).Apply(To(Promotion.ResultType(this, other)));

    /// <summary>Replaces each element by what is left of it after taking the divisor, broadcast to this shape, a whole number of times.</summary>
    /// <exception cref="ShapeException">The divisor does not broadcast to this shape.</exception>
    public Tensor Remainder_(Tensor other) => new RemainderOp().ApplyInPlace(this, other);

    /// <summary>Replaces each element by what is left of it after taking a number a whole number of times.</summary>
    public Tensor Remainder_(Scalar other) => new RemainderScalarOp(other).ApplyInPlace(this, other);

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

    protected internal override Tensor Vjp(int input, Tensor grad) => input == 0 ? grad : -grad * (Saved(0) / Saved(1)).Floor();

    /// <summary>The remainder with the divisor's sign.</summary>
    public static T Of<T>(T a, T b)
        where T : unmanaged, INumber<T>
    {
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
