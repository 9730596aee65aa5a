using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Each element raised to a power, broadcast. Integer dtypes are kept.
    /// Gradient: grad · b·aᵇ⁻¹ (0 where b = 0), and grad · aᵇ·ln a to the exponent (0 where a = 0 and b ≥ 0).
    /// </summary>
    /// <param name="exponent">The exponent.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Pow(Tensor exponent) => new PowOp().Apply(this, exponent.NotNull());

    /// <summary>Each element raised to a number. Gradient: grad · p·xᵖ⁻¹, 0 where p = 0.</summary>
    /// <param name="exponent">The exponent.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The tensor holds integers, and the power is a negative integer.</exception>
    /// <exception cref="DTypeException">The tensor holds integers, and its dtype does not hold the exponent.</exception>
    public Tensor Pow(Scalar exponent)
    {
        DType type = Promotion.ResultType(this, exponent);
        PowScalarOp.RequirePower(type, exponent);
        return new PowScalarOp(exponent).Apply(To(type));
    }

    /// <summary>Raises each element to a power, broadcast to this shape.</summary>
    /// <param name="exponent">The exponent, broadcast to this shape.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="ShapeException">The exponent does not broadcast to this shape.</exception>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Pow_(Tensor exponent) => new PowOp().ApplyInPlace(this, exponent.NotNull());

    /// <summary>Raises each element to a number.</summary>
    /// <param name="exponent">The exponent.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The tensor holds integers, and the power is a negative integer.</exception>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Pow_(Scalar exponent)
    {
        PowScalarOp.RequirePower(Promotion.ResultType(this, exponent), exponent);
        return new PowScalarOp(exponent).ApplyInPlace(this, exponent);
    }

    /// <summary>A number raised to each element. Gradient: grad · y·ln(base).</summary>
    /// <param name="number">The base.</param>
    /// <param name="exponent">The exponent.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    public static Tensor Pow(Scalar number, Tensor exponent) =>
        Filled("pow", [], number, Promotion.ResultType(exponent.NotNull(), number), requiresGrad: false, exponent.Device).Pow(exponent);

    /// <inheritdoc cref="Pow(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="exponent">The exponent.</param>
    public static Tensor Pow(Tensor input, Tensor exponent) => input.NotNull().Pow(exponent);

    /// <inheritdoc cref="Pow(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="exponent">The exponent.</param>
    public static Tensor Pow(Tensor input, Scalar exponent) => input.NotNull().Pow(exponent);
}

internal sealed class PowOp : NumericBinaryOp<PowOp.Kernel>
{
    protected override void Keep(Tensor first, Tensor second, Tensor output)
    {
        Save(first);
        Save(second);
        Save(Needs(1) ? output : null);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor a = Saved(0), b = Saved(1);
        if (input == 0)
        {
            // Where b is 0 the formula gives 0, with the derivative 1 / a along b, so only what would be 0 · ∞ or NaN is masked.
            Tensor masked = Tensor.Both(b.Eq(0), !a.Ne(0) | a.IsNaN());
            return (grad * (b * a.MaskedFill(masked, 1).Pow(b - 1))).MaskedFill(masked, 0);
        }

        // A base of 0 is replaced by 1: its logarithm would turn the 0 that comes back through the mask into NaN.
        Tensor none = Tensor.Both(a.Eq(0), b.Ge(0));
        return (grad * (Saved(2) * a.MaskedFill(none, 1).Log())).MaskedFill(none, 0);
    }

    internal readonly struct Kernel : INumericBinaryKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            for (int i = 0; i < y.Length; i++) y[i] = Power.Of(a[i], b[i]);
        }
    }
}

internal sealed class PowScalarOp(Scalar exponent) : NumericUnaryOp<PowScalarOp.Kernel>(new Kernel(exponent))
{
    public override string Name => "pow";

    public static void RequirePower(DType type, Scalar exponent)
    {
        if (type.IsFloating()) return;
        exponent.RequireIn(type, "pow");
        if (exponent.ToDouble() >= 0) return;
        throw new ArgumentOutOfRangeException(
            nameof(exponent), $"pow: integers to a negative integer power ({exponent}) are not integers; convert with To(DType.Float32)");
    }

    protected override void Keep(Tensor input, Tensor output) => Save(input);

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        double p = Arguments.Exponent.ToDouble();
        return p == 0 ? grad.ZerosLike() : grad * (Saved(0).Pow(p - 1) * p);
    }

    internal readonly struct Kernel(Scalar exponent) : INumericUnaryKernel
    {
        public Scalar Exponent { get; } = exponent;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            double p = Exponent.ToDouble();
            if (p == 2)
            {
                System.Numerics.Tensors.TensorPrimitives.Multiply(x, x, y);
                return;
            }

            if (p is 0.5 or -0.5)
            {
                // PyTorch computes a square root here: NaN for −inf, where the power gives inf.
                for (int i = 0; i < y.Length; i++) y[i] = p > 0 ? Power.Root(x[i]) : T.One / Power.Root(x[i]);
                return;
            }

            if (p == 3)
            {
                Cube(x, y);
                return;
            }

            T power = Exponent.To<T>();
            for (int i = 0; i < y.Length; i++) y[i] = Power.Of(x[i], power);
        }

        private static void Cube<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, INumber<T>
        {
            int i = 0;
            for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var v = new Vector<T>(x[i..]);
                (v * v * v).CopyTo(y[i..]);
            }

            for (; i < x.Length; i++) y[i] = x[i] * x[i] * x[i];
        }
    }
}

/// <summary>Powers of one number: the platform's for floats; for integers, repeated squaring that wraps on overflow, as in C#.</summary>
internal static class Power
{
    public static T Root<T>(T x)
        where T : unmanaged, INumber<T>
        => Element<T>.IsFloat32
            ? Unsafe.BitCast<float, T>(MathF.Sqrt(Unsafe.BitCast<T, float>(x)))
            : Unsafe.BitCast<double, T>(Math.Sqrt(Unsafe.BitCast<T, double>(x)));

    public static T Of<T>(T x, T power)
        where T : unmanaged, INumber<T>
    {
        if (Element<T>.IsFloat32) return Unsafe.BitCast<float, T>(MathF.Pow(Unsafe.BitCast<T, float>(x), Unsafe.BitCast<T, float>(power)));
        if (Element<T>.IsFloat64)
            return Unsafe.BitCast<double, T>(Math.Pow(Unsafe.BitCast<T, double>(x), Unsafe.BitCast<T, double>(power)));

        long n = long.CreateTruncating(power);
        if (n < 0) return x == T.One ? x : x == -T.One ? (n % 2 == 0 ? T.One : x) : T.Zero; // as in PyTorch
        T result = T.One;
        for (; n > 0; n >>= 1, x *= x)
        {
            if ((n & 1) != 0) result *= x;
        }

        return result;
    }
}
