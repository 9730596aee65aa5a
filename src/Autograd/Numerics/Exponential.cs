using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Numerics;

/// <summary>eˣ and functions computed from it, within one unit in the last place; exact at 0.</summary>
/// <remarks>
/// <c>TensorPrimitives.Exp</c> gives 1.0000001 for 0 in float32, and its Tanh −6e−8. Here x = n·ln 2 + r with |r| ≤ ln 2 / 2, and
/// eʳ − 1 is a polynomial, kept separate from the 1 so that small results keep their digits (Muller, Elementary Functions, ch. 6): in
/// float32 the minimax polynomial of degree 6 (Remez), off by a thirtieth of a unit in the last place; in float64 the Taylor series. It is
/// evaluated in independent parts, since a loop over vectors is bound by the latency of this dependency chain.
/// </remarks>
internal static class Exponential
{
    /// <summary>A function computed from 2ⁿ and eʳ − 1: a type, so that each gets a specialized loop.</summary>
    private interface IForm
    {
        static abstract Vector<float> Of(Vector<float> x);

        static abstract Vector<double> Of(Vector<double> x);
    }

    /// <summary>eˣ.</summary>
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Run<ExpForm, T>(x, y);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Run<SigmoidForm, T>(x, y);

    /// <summary>The hyperbolic tangent, (e²ˣ − 1) / (e²ˣ + 1).</summary>
    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Run<TanhForm, T>(x, y);

    /// <summary>eˣ − 1.</summary>
    public static void ExpMinus1<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Run<ExpMinus1Form, T>(x, y);

    /// <summary>eˣ of one vector, for functions that use it as a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x) => Of<ExpForm, T>(x);

    /// <summary>eˣ of one vector of numbers that are at most 0 (NaN stays NaN): half of the work for the power of 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ExpBelow<T>(Vector<T> x) => Of<ExpBelowForm, T>(x);

    /// <summary>eˣ − 1 of one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ExpMinus1<T>(Vector<T> x) => Of<ExpMinus1Form, T>(x);

    /// <summary>1 / (1 + e⁻ˣ) of one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sigmoid<T>(Vector<T> x) => Of<SigmoidForm, T>(x);

    /// <summary>The hyperbolic tangent of one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh<T>(Vector<T> x) => Of<TanhForm, T>(x);

    /// <summary>ln(1 + eˣ) of one vector: max(x, 0) + ln(1 + e^−|x|), which does not overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Softplus<T>(Vector<T> x)
    {
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, Vector<T>.Zero) + Log1p(ExpBelow(-Vector.Abs(x)));
    }

    /// <summary>ln(1 + x) of one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log1p<T>(Vector<T> x)
    {
        // 1 + x loses the low digits of a small x; dividing x by what remains of it restores them (Goldberg 1991, theorem 4).
        // If rest equals sum, x is so large that the 1 makes no difference (or it is infinite), and the factor is 1.
        Vector<T> one = Vector<T>.One, sum = one + x, rest = sum - one;
        Vector<T> factor = Vector.ConditionalSelect(Vector.Equals(rest, sum), one, x / rest);
        return Vector.ConditionalSelect(Vector.Equals(sum, one), x, Log(sum) * factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Log<T>(Vector<T> x) =>
        Element<T>.IsFloat32 ? Vector.Log(x.As<T, float>()).As<float, T>() : Vector.Log(x.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Of<TForm, T>(Vector<T> x)
        where TForm : struct, IForm
        => Element<T>.IsFloat32 ? TForm.Of(x.As<T, float>()).As<float, T>() : TForm.Of(x.As<T, double>()).As<double, T>();

    private static void Run<TForm, T>(ReadOnlySpan<T> x, Span<T> y)
        where TForm : struct, IForm
        where T : unmanaged, IFloatingPointIeee754<T>
        => VectorLoop.Run(default(Each<TForm>), x, y);

    /// <summary>
    /// x clamped to two bounds, beyond which the result does not change. NaN stays NaN: if an operand is NaN, the native functions return
    /// the second one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Clamp<T>(T low, T high, Vector<T> x) =>
        Vector.MaxNative(new Vector<T>(low), Vector.MinNative(new Vector<T>(high), x));

    /// <summary>
    /// For x = n·ln 2 + r: eʳ − 1, and an integer with n + <paramref name="bias"/> in its low bits; its high bits are lost when it is
    /// shifted into an exponent.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<int> N, Vector<float> M) Reduce(Vector<float> x, int bias)
    {
        var toInteger = new Vector<float>(12582912f + bias); // 1.5 · 2²³: adding it leaves the nearest whole number in the low bits
        Vector<float> shifted = Vector.FusedMultiplyAdd(x, new Vector<float>(1.44269504f), toInteger), n = shifted - toInteger;
        Vector<float> r = Vector.FusedMultiplyAdd(n, new Vector<float>(-0.693145752f), x); // ln 2, its first 16 bits …
        r = Vector.FusedMultiplyAdd(n, new Vector<float>(-1.4286068e-6f), r); // … and the rest
        Vector<float> square = r * r;
        Vector<float> low = Vector.FusedMultiplyAdd(new Vector<float>(0.166665211f), r, new Vector<float>(0.49999994f));
        Vector<float> high = Vector.FusedMultiplyAdd(new Vector<float>(0.00836871658f), r, new Vector<float>(0.041668389f));
        high = Vector.FusedMultiplyAdd(new Vector<float>(0.00138145988f), square, high);
        return (Vector.AsVectorInt32(shifted), Vector.FusedMultiplyAdd(square, Vector.FusedMultiplyAdd(high, square, low), r));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<long> N, Vector<double> M) Reduce(Vector<double> x, int bias)
    {
        var toInteger = new Vector<double>(6755399441055744 + bias); // 1.5 · 2⁵²
        Vector<double> shifted = Vector.FusedMultiplyAdd(x, new Vector<double>(1.4426950408889634), toInteger), n = shifted - toInteger;
        Vector<double> r = Vector.FusedMultiplyAdd(n, new Vector<double>(-0.6931471805592082), x); // ln 2, its first 40 bits …
        r = Vector.FusedMultiplyAdd(n, new Vector<double>(-7.371002565167799e-13), r); // … and the rest
        Vector<double> square = r * r, even = new Vector<double>(1.0 / 479001600), odd = new Vector<double>(1.0 / 6227020800);
        even = Vector.FusedMultiplyAdd(even, square, new Vector<double>(1.0 / 3628800));
        odd = Vector.FusedMultiplyAdd(odd, square, new Vector<double>(1.0 / 39916800));
        even = Vector.FusedMultiplyAdd(even, square, new Vector<double>(1.0 / 40320));
        odd = Vector.FusedMultiplyAdd(odd, square, new Vector<double>(1.0 / 362880));
        even = Vector.FusedMultiplyAdd(even, square, new Vector<double>(1.0 / 720));
        odd = Vector.FusedMultiplyAdd(odd, square, new Vector<double>(1.0 / 5040));
        even = Vector.FusedMultiplyAdd(even, square, new Vector<double>(1.0 / 24));
        odd = Vector.FusedMultiplyAdd(odd, square, new Vector<double>(1.0 / 120));
        even = Vector.FusedMultiplyAdd(even, square, new Vector<double>(1.0 / 2));
        odd = Vector.FusedMultiplyAdd(odd, square, new Vector<double>(1.0 / 6));
        return (Vector.AsVectorInt64(shifted), Vector.FusedMultiplyAdd(square, Vector.FusedMultiplyAdd(odd, r, even), r));
    }

    /// <summary>2 to the power in the low bits, which includes the exponent's bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Power(Vector<int> n) => Vector.AsVectorSingle(Vector.ShiftLeft(n, 23));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Power(Vector<long> n) => Vector.AsVectorDouble(Vector.ShiftLeft(n, 52));

    /// <summary>eˣ = low · high · (1 + m), where low and high are powers of 2: neither overflows unless the product does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> Low, Vector<float> High, Vector<float> M) Split(Vector<float> x)
    {
        (Vector<int> n, Vector<float> m) = Reduce(Clamp(-106f, 90f, x), bias: 2 * 127);
        Vector<int> half = Vector.ShiftRightLogical(n, 1);
        return (Power(half), Power(n - half), m);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> Low, Vector<double> High, Vector<double> M) Split(Vector<double> x)
    {
        (Vector<long> n, Vector<double> m) = Reduce(Clamp(-747, 711, x), bias: 2 * 1023);
        Vector<long> half = Vector.ShiftRightLogical(n, 1);
        return (Power(half), Power(n - half), m);
    }

    private readonly struct Each<TForm> : IVectorForm
        where TForm : struct, IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Exponential.Of<TForm, T>(x);
    }

    private readonly struct ExpForm : IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x)
        {
            (Vector<float> low, Vector<float> high, Vector<float> m) = Split(x);
            return Vector.FusedMultiplyAdd(low, m, low) * high;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<double> Of(Vector<double> x)
        {
            (Vector<double> low, Vector<double> high, Vector<double> m) = Split(x);
            return Vector.FusedMultiplyAdd(low, m, low) * high;
        }
    }

    private readonly struct ExpBelowForm : IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x)
        {
            (Vector<int> n, Vector<float> m) = Reduce(Vector.MaxNative(new Vector<float>(-106f), x), bias: 127 + 64);
            Vector<float> power = Power(n); // 2⁶⁴ too large, so that the smallest result does not underflow before its last rounding
            return Vector.FusedMultiplyAdd(power, m, power) * new Vector<float>(5.42101086e-20f);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<double> Of(Vector<double> x)
        {
            (Vector<long> n, Vector<double> m) = Reduce(Vector.MaxNative(new Vector<double>(-747), x), bias: 1023 + 512);
            Vector<double> power = Power(n); // 2⁵¹² too large
            return Vector.FusedMultiplyAdd(power, m, power) * new Vector<double>(7.458340731200207e-155);
        }
    }

    private readonly struct SigmoidForm : IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x)
        {
            (Vector<float> low, Vector<float> high, Vector<float> m) = Split(-x);
            return Vector<float>.One / Vector.FusedMultiplyAdd(Vector.FusedMultiplyAdd(low, m, low), high, Vector<float>.One);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<double> Of(Vector<double> x)
        {
            (Vector<double> low, Vector<double> high, Vector<double> m) = Split(-x);
            return Vector<double>.One / Vector.FusedMultiplyAdd(Vector.FusedMultiplyAdd(low, m, low), high, Vector<double>.One);
        }
    }

    private readonly struct TanhForm : IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x)
        {
            Vector<float> one = Vector<float>.One, size = Vector.Abs(x);
            // Beyond this bound the result rounds to 1.
            (Vector<int> n, Vector<float> m) = Reduce(Vector.MinNative(new Vector<float>(40f), size + size), bias: 127);
            Vector<float> power = Power(n), expMinus1 = Vector.FusedMultiplyAdd(power, m, power - one);
            return Vector.CopySign(expMinus1 / (expMinus1 + (one + one)), x);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<double> Of(Vector<double> x)
        {
            Vector<double> one = Vector<double>.One, size = Vector.Abs(x);
            // Beyond this bound the result rounds to 1.
            (Vector<long> n, Vector<double> m) = Reduce(Vector.MinNative(new Vector<double>(80), size + size), bias: 1023);
            Vector<double> power = Power(n), expMinus1 = Vector.FusedMultiplyAdd(power, m, power - one);
            return Vector.CopySign(expMinus1 / (expMinus1 + (one + one)), x);
        }
    }

    private readonly struct ExpMinus1Form : IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x)
        {
            (Vector<float> low, Vector<float> high, Vector<float> m) = Split(x);
            // high · (low − 1/high + low · m): the 1 is subtracted at the scale of low, where the product cannot overflow.
            return Vector.CopySign(high * Vector.FusedMultiplyAdd(low, m, low - Vector<float>.One / high), x);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<double> Of(Vector<double> x)
        {
            (Vector<double> low, Vector<double> high, Vector<double> m) = Split(x);
            // high · (low − 1/high + low · m): the 1 is subtracted at the scale of low, where the product cannot overflow.
            return Vector.CopySign(high * Vector.FusedMultiplyAdd(low, m, low - Vector<double>.One / high), x);
        }
    }
}
