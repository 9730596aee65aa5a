using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Devices.Cpu;

/// <summary>eˣ and what is made of it, within one unit in the last place; exact at 0.</summary>
/// <remarks>
/// <c>TensorPrimitives.Exp</c> gives 1.0000001 for 0 in float32, and its Tanh −6e−8. Here x = n·ln 2 + r with |r| ≤ ln 2 / 2, and
/// eʳ − 1 is its Taylor series, kept apart from the 1 so that small results keep their digits (Muller, Elementary Functions, ch. 6).
/// An element's bits do not depend on its place: the last, short vector is computed as a full one.
/// </remarks>
internal static class Exponential
{
    /// <summary>What is made of 2ⁿ and eʳ − 1: a type, so that each loop is compiled for its own.</summary>
    private interface IForm
    {
        static abstract Vector<float> Of(Vector<float> x);

        static abstract Vector<double> Of(Vector<double> x);
    }

    /// <summary>eˣ.</summary>
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
        => Run<ExpForm, T>(x, y);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
        => Run<SigmoidForm, T>(x, y);

    /// <summary>The hyperbolic tangent, (e²ˣ − 1) / (e²ˣ + 1).</summary>
    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
        => Run<TanhForm, T>(x, y);

    /// <summary>eˣ − 1.</summary>
    public static void ExpMinus1<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
        => Run<ExpMinus1Form, T>(x, y);

    /// <summary>eˣ of one vector, for forms that have more to do with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x) => Of<ExpForm, T>(x);

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
        // As in Log1p: what 1 + u loses of u, dividing by what is left of it puts back.
        Vector<T> one = Vector<T>.One, u = Exp(-Vector.Abs(x)), sum = one + u;
        Vector<T> log = Vector.ConditionalSelect(Vector.Equals(sum, one), u, Log(sum) * (u / (sum - one)));
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, Vector<T>.Zero) + log;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Log<T>(Vector<T> x) =>
        typeof(T) == typeof(float) ? Vector.Log(x.As<T, float>()).As<float, T>() : Vector.Log(x.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Of<TForm, T>(Vector<T> x)
        where TForm : struct, IForm
        => typeof(T) == typeof(float) ? TForm.Of(x.As<T, float>()).As<float, T>() : TForm.Of(x.As<T, double>()).As<double, T>();

    private static void Run<TForm, T>(ReadOnlySpan<T> x, Span<T> y)
        where TForm : struct, IForm
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            ReadOnlySpan<float> from = MemoryMarshal.Cast<T, float>(x);
            Span<float> to = MemoryMarshal.Cast<T, float>(y);
            int i = 0, width = Vector<float>.Count;
            for (; i <= from.Length - width; i += width) TForm.Of(new Vector<float>(from[i..])).CopyTo(to[i..]);
            if (i == from.Length) return;
            Span<float> last = stackalloc float[width];
            last.Clear();
            from[i..].CopyTo(last);
            TForm.Of(new Vector<float>(last)).CopyTo(last);
            last[..(from.Length - i)].CopyTo(to[i..]);
        }
        else
        {
            ReadOnlySpan<double> from = MemoryMarshal.Cast<T, double>(x);
            Span<double> to = MemoryMarshal.Cast<T, double>(y);
            int i = 0, width = Vector<double>.Count;
            for (; i <= from.Length - width; i += width) TForm.Of(new Vector<double>(from[i..])).CopyTo(to[i..]);
            if (i == from.Length) return;
            Span<double> last = stackalloc double[width];
            last.Clear();
            from[i..].CopyTo(last);
            TForm.Of(new Vector<double>(last)).CopyTo(last);
            last[..(from.Length - i)].CopyTo(to[i..]);
        }
    }

    /// <summary>NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> OrNaN<T>(Vector<T> x, Vector<T> result) => Vector.ConditionalSelect(Vector.Equals(x, x), result, x);

    /// <summary>eˣ = low · high · (1 + m), low and high being powers of 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> Low, Vector<float> High, Vector<float> M) Split(Vector<float> x)
    {
        x = Vector.MaxNative(Vector.MinNative(x, new Vector<float>(90f)), new Vector<float>(-106f)); // beyond, the result is inf or 0 all the same; NaN is put back later
        var toInteger = new Vector<float>(12582912f); // 1.5 · 2²³: adding it leaves the nearest whole number in the low bits
        Vector<float> shifted = Vector.FusedMultiplyAdd(x, new Vector<float>(1.44269504f), toInteger), n = shifted - toInteger;
        Vector<float> r = Vector.FusedMultiplyAdd(n, new Vector<float>(-0.693145752f), x); // ln 2, its first 16 bits …
        r = Vector.FusedMultiplyAdd(n, new Vector<float>(-1.4286068e-6f), r); // … and the rest
        var sum = new Vector<float>(1f / 5040);
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<float>(1f / 720));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<float>(1f / 120));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<float>(1f / 24));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<float>(1f / 6));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<float>(1f / 2));
        Vector<int> whole = Vector.AsVectorInt32(shifted) - Vector.AsVectorInt32(toInteger), half = Vector.ShiftRightArithmetic(whole, 1);
        return (Power(half), Power(whole - half), Vector.FusedMultiplyAdd(r * r, sum, r));

        static Vector<float> Power(Vector<int> k) => Vector.AsVectorSingle(Vector.ShiftLeft(k + new Vector<int>(127), 23));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> Low, Vector<double> High, Vector<double> M) Split(Vector<double> x)
    {
        x = Vector.MaxNative(Vector.MinNative(x, new Vector<double>(711)), new Vector<double>(-747));
        var toInteger = new Vector<double>(6755399441055744); // 1.5 · 2⁵²
        Vector<double> shifted = Vector.FusedMultiplyAdd(x, new Vector<double>(1.4426950408889634), toInteger), n = shifted - toInteger;
        Vector<double> r = Vector.FusedMultiplyAdd(n, new Vector<double>(-0.6931471805592082), x); // ln 2, its first 40 bits …
        r = Vector.FusedMultiplyAdd(n, new Vector<double>(-7.371002565167799e-13), r); // … and the rest
        var sum = new Vector<double>(1.0 / 6227020800);
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<double>(1.0 / 479001600));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<double>(1.0 / 39916800));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<double>(1.0 / 3628800));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<double>(1.0 / 362880));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<double>(1.0 / 40320));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<double>(1.0 / 5040));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<double>(1.0 / 720));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<double>(1.0 / 120));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<double>(1.0 / 24));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<double>(1.0 / 6));
        sum = Vector.FusedMultiplyAdd(sum, r, new Vector<double>(1.0 / 2));
        Vector<long> whole = Vector.AsVectorInt64(shifted) - Vector.AsVectorInt64(toInteger);
        // A 64-bit arithmetic shift is slow on many processors: halving the whole number as a double is exact enough to part it in two.
        Vector<long> half = Vector.AsVectorInt64(Vector.FusedMultiplyAdd(n, new Vector<double>(0.5), toInteger)) - Vector.AsVectorInt64(toInteger);
        return (Power(half), Power(whole - half), Vector.FusedMultiplyAdd(r * r, sum, r));

        static Vector<double> Power(Vector<long> k) => Vector.AsVectorDouble(Vector.ShiftLeft(k + new Vector<long>(1023), 52));
    }

    private readonly struct ExpForm : IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x)
        {
            (Vector<float> low, Vector<float> high, Vector<float> m) = Split(x);
            return OrNaN(x, (Vector<float>.One + m) * low * high); // in two steps, so that neither factor leaves the range before the product does
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<double> Of(Vector<double> x)
        {
            (Vector<double> low, Vector<double> high, Vector<double> m) = Split(x);
            return OrNaN(x, (Vector<double>.One + m) * low * high); // in two steps, so that neither factor leaves the range before the product does
        }
    }

    private readonly struct SigmoidForm : IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x)
        {
            (Vector<float> low, Vector<float> high, Vector<float> m) = Split(-x);
            return OrNaN(x, Vector<float>.One / (Vector<float>.One + (Vector<float>.One + m) * low * high));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<double> Of(Vector<double> x)
        {
            (Vector<double> low, Vector<double> high, Vector<double> m) = Split(-x);
            return OrNaN(x, Vector<double>.One / (Vector<double>.One + (Vector<double>.One + m) * low * high));
        }
    }

    private readonly struct TanhForm : IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x)
        {
            Vector<float> one = Vector<float>.One, size = Vector.Abs(x);
            (Vector<float> low, Vector<float> high, Vector<float> m) = Split(Vector.MinNative(size + size, new Vector<float>(40f))); // from there on it is 1
            Vector<float> power = low * high, expMinus1 = Vector.FusedMultiplyAdd(power, m, power - one);
            return OrNaN(x, Vector.CopySign(expMinus1 / (expMinus1 + (one + one)), x));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<double> Of(Vector<double> x)
        {
            Vector<double> one = Vector<double>.One, size = Vector.Abs(x);
            (Vector<double> low, Vector<double> high, Vector<double> m) = Split(Vector.MinNative(size + size, new Vector<double>(80))); // from there on it is 1
            Vector<double> power = low * high, expMinus1 = Vector.FusedMultiplyAdd(power, m, power - one);
            return OrNaN(x, Vector.CopySign(expMinus1 / (expMinus1 + (one + one)), x));
        }
    }

    private readonly struct ExpMinus1Form : IForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x)
        {
            (Vector<float> low, Vector<float> high, Vector<float> m) = Split(x);
            // high · (low − 1/high + low · m): the 1 is taken off in the scale of low, where the product cannot overflow.
            return OrNaN(x, Vector.CopySign(high * Vector.FusedMultiplyAdd(low, m, low - Vector<float>.One / high), x));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<double> Of(Vector<double> x)
        {
            (Vector<double> low, Vector<double> high, Vector<double> m) = Split(x);
            // high · (low − 1/high + low · m): the 1 is taken off in the scale of low, where the product cannot overflow.
            return OrNaN(x, Vector.CopySign(high * Vector.FusedMultiplyAdd(low, m, low - Vector<double>.One / high), x));
        }
    }
}
