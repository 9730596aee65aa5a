using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Numerics;

/// <summary>
/// The error function. In float64, by the rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error
/// function", Mathematics of Computation 23 (1969): within a few units in the last place. In float32, by minimax polynomials fitted for
/// this library: within 1.7 units.
/// </summary>
internal static class ErrorFunction
{
    /// <summary>erf x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Of<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Of(x, out _);

    /// <summary>erf x, and e^(−x²), from which it is computed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Of<T>(Vector<T> x, out Vector<T> gaussian)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Element<T>.IsFloat32)
        {
            Vector<float> erf = Of(x.As<T, float>(), out Vector<float> gaussian32);
            gaussian = gaussian32.As<float, T>();
            return erf.As<float, T>();
        }

        // x · P(x²) / Q(x²) near 0; ±(1 − e^(−x²) · R(|x|)) beyond, where the term subtracted from 1 is small enough to need no more care.
        Vector<T> one = Vector<T>.One, size = Vector.MinNative(VectorLoop.Broadcast<T>(6.0), Vector.Abs(x)); // erf(6) is 1
        Vector<T> near = Vector.LessThanOrEqual(size, VectorLoop.Broadcast<T>(0.46875)), square = x * x;
        gaussian = Exponential.ExpBelow(-square);
        Vector<T> far = Vector.CopySign(one - gaussian * Far(size), x);
        return Vector.ConditionalSelect(near, x * Near(square), far);
    }

    /// <summary>The same two ranges, with one polynomial each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Of(Vector<float> x, out Vector<float> gaussian)
    {
        // erf(4) rounds to 1, and beyond 4 the term e^(−x²) · R vanishes whatever R is. NaN is preserved: if an operand is NaN, the native
        // functions return the second one.
        Vector<float> size = Vector.MinNative(new Vector<float>(4f), Vector.Abs(x)), z = x * x;
        gaussian = Exponential.ExpBelow(-z);

        var p = new Vector<float>(8.51310469e-05f);
        p = Vector.FusedMultiplyAdd(p, z, new Vector<float>(-0.000817563967f));
        p = Vector.FusedMultiplyAdd(p, z, new Vector<float>(0.00520385895f));
        p = Vector.FusedMultiplyAdd(p, z, new Vector<float>(-0.0268605091f));
        p = Vector.FusedMultiplyAdd(p, z, new Vector<float>(0.112837151f));
        p = Vector.FusedMultiplyAdd(p, z, new Vector<float>(-0.376126349f));
        p = Vector.FusedMultiplyAdd(p, z, new Vector<float>(0.128379226f)); // 2/√π − 1: with x added last, no digit is lost
        Vector<float> near = Vector.FusedMultiplyAdd(p, x, x);

        var r = new Vector<float>(0.0001370588f);
        r = Vector.FusedMultiplyAdd(r, size, new Vector<float>(-0.00235167472f));
        r = Vector.FusedMultiplyAdd(r, size, new Vector<float>(0.0180431977f));
        r = Vector.FusedMultiplyAdd(r, size, new Vector<float>(-0.0823091567f));
        r = Vector.FusedMultiplyAdd(r, size, new Vector<float>(0.250926435f));
        r = Vector.FusedMultiplyAdd(r, size, new Vector<float>(-0.546050429f));
        r = Vector.FusedMultiplyAdd(r, size, new Vector<float>(0.884958327f));
        r = Vector.FusedMultiplyAdd(r, size, new Vector<float>(-1.0900315f));
        r = Vector.FusedMultiplyAdd(r, size, new Vector<float>(0.994261324f));
        Vector<float> far = Vector.CopySign(Vector<float>.One - gaussian * r, x);
        return Vector.ConditionalSelect(Vector.LessThan(size, new Vector<float>(0.9f)), near, far);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Near<T>(Vector<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> p = VectorLoop.Broadcast<T>(1.85777706184603153e-1), q = Vector<T>.One;
        p = VectorLoop.MultiplyAdd(p, z, VectorLoop.Broadcast<T>(3.16112374387056560));
        p = VectorLoop.MultiplyAdd(p, z, VectorLoop.Broadcast<T>(1.13864154151050156e2));
        p = VectorLoop.MultiplyAdd(p, z, VectorLoop.Broadcast<T>(3.77485237685302021e2));
        p = VectorLoop.MultiplyAdd(p, z, VectorLoop.Broadcast<T>(3.20937758913846947e3));
        q = VectorLoop.MultiplyAdd(q, z, VectorLoop.Broadcast<T>(2.36012909523441209e1));
        q = VectorLoop.MultiplyAdd(q, z, VectorLoop.Broadcast<T>(2.44024637934444173e2));
        q = VectorLoop.MultiplyAdd(q, z, VectorLoop.Broadcast<T>(1.28261652607737228e3));
        q = VectorLoop.MultiplyAdd(q, z, VectorLoop.Broadcast<T>(2.84423683343917062e3));
        return p / q;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Far<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> p = VectorLoop.Broadcast<T>(2.15311535474403846e-8), q = Vector<T>.One;
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.Broadcast<T>(5.64188496988670089e-1));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.Broadcast<T>(8.88314979438837594));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.Broadcast<T>(6.61191906371416295e1));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.Broadcast<T>(2.98635138197400131e2));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.Broadcast<T>(8.81952221241769090e2));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.Broadcast<T>(1.71204761263407058e3));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.Broadcast<T>(2.05107837782607147e3));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.Broadcast<T>(1.23033935479799725e3));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.Broadcast<T>(1.57449261107098347e1));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.Broadcast<T>(1.17693950891312499e2));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.Broadcast<T>(5.37181101862009858e2));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.Broadcast<T>(1.62138957456669019e3));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.Broadcast<T>(3.29079923573345963e3));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.Broadcast<T>(4.36261909014324716e3));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.Broadcast<T>(3.43936767414372164e3));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.Broadcast<T>(1.23033935480374942e3));
        return p / q;
    }
}
