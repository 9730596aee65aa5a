using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Devices.Cpu;

/// <summary>
/// The error function, by the rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error function",
/// Mathematics of Computation 23 (1969): within a few units in the last place.
/// </summary>
internal static class ErrorFunction
{
    /// <summary>x · P(x²) / Q(x²) near 0; ±(1 − e^(−x²) · R(|x|)) beyond, where what is taken from 1 is small enough to need no more care.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Of<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> one = Vector<T>.One, size = Vector.Min(Vector.Abs(x), VectorLoop.All<T>(6.0)); // erf(6) is 1
        Vector<T> near = Vector.LessThanOrEqual(size, VectorLoop.All<T>(0.46875)), square = size * size;
        Vector<T> far = one - Exponential.ExpBelow(-square) * Far(size);
        return Vector.ConditionalSelect(Vector.Equals(x, x), Vector.ConditionalSelect(near, x * Near(square), Sign(far, x)), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Near<T>(Vector<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> p = VectorLoop.All<T>(1.85777706184603153e-1), q = Vector<T>.One;
        p = VectorLoop.MultiplyAdd(p, z, VectorLoop.All<T>(3.16112374387056560));
        p = VectorLoop.MultiplyAdd(p, z, VectorLoop.All<T>(1.13864154151050156e2));
        p = VectorLoop.MultiplyAdd(p, z, VectorLoop.All<T>(3.77485237685302021e2));
        p = VectorLoop.MultiplyAdd(p, z, VectorLoop.All<T>(3.20937758913846947e3));
        q = VectorLoop.MultiplyAdd(q, z, VectorLoop.All<T>(2.36012909523441209e1));
        q = VectorLoop.MultiplyAdd(q, z, VectorLoop.All<T>(2.44024637934444173e2));
        q = VectorLoop.MultiplyAdd(q, z, VectorLoop.All<T>(1.28261652607737228e3));
        q = VectorLoop.MultiplyAdd(q, z, VectorLoop.All<T>(2.84423683343917062e3));
        return p / q;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Far<T>(Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> p = VectorLoop.All<T>(2.15311535474403846e-8), q = Vector<T>.One;
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.All<T>(5.64188496988670089e-1));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.All<T>(8.88314979438837594));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.All<T>(6.61191906371416295e1));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.All<T>(2.98635138197400131e2));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.All<T>(8.81952221241769090e2));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.All<T>(1.71204761263407058e3));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.All<T>(2.05107837782607147e3));
        p = VectorLoop.MultiplyAdd(p, x, VectorLoop.All<T>(1.23033935479799725e3));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.All<T>(1.57449261107098347e1));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.All<T>(1.17693950891312499e2));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.All<T>(5.37181101862009858e2));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.All<T>(1.62138957456669019e3));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.All<T>(3.29079923573345963e3));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.All<T>(4.36261909014324716e3));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.All<T>(3.43936767414372164e3));
        q = VectorLoop.MultiplyAdd(q, x, VectorLoop.All<T>(1.23033935480374942e3));
        return p / q;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Sign<T>(Vector<T> size, Vector<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), -size, size);
}
