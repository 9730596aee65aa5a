using System.Runtime.CompilerServices;

namespace Autograd.Devices.Cpu;

internal static unsafe partial class Conv2dWinograd<T, TSimd, TVector>
{
    // Both points and the powers of them used here are exact in binary; ±1 and ±2 would need fewer products but amplify errors more.
    private const double A = 0.625;
    private const double A2 = A * A;
    private const double B = 1.5;
    private const double B2 = B * B;

    // The products of the distances between a point and the others.
    private const double NormA = 2 * A2 * (A2 - B2);
    private const double NormB = 2 * B2 * (B2 - A2);

    // Six pixels to the six points.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToPoints(T* d0, T* d1, T* d2, T* d3, T* d4, T* d5, T* to, nint step)
    {
        TVector x1 = TSimd.Load(d1), x2 = TSimd.Load(d2), x3 = TSimd.Load(d3), x4 = TSimd.Load(d4);
        TVector product = Number(A2 * B2), sum = Number(-(A2 + B2));
        TSimd.Store(TSimd.MultiplyAdd(product, TSimd.Load(d0), TSimd.MultiplyAdd(sum, x2, x4)), to);
        TVector even = TSimd.MultiplyAdd(Number(-B2), x2, x4), odd = TSimd.MultiplyAdd(Number(-B2), x1, x3);
        TSimd.Store(TSimd.MultiplyAdd(Number(A), odd, even), to + step);
        TSimd.Store(TSimd.MultiplyAdd(Number(-A), odd, even), to + (2 * step));
        even = TSimd.MultiplyAdd(Number(-A2), x2, x4);
        odd = TSimd.MultiplyAdd(Number(-A2), x1, x3);
        TSimd.Store(TSimd.MultiplyAdd(Number(B), odd, even), to + (3 * step));
        TSimd.Store(TSimd.MultiplyAdd(Number(-B), odd, even), to + (4 * step));
        TSimd.Store(TSimd.MultiplyAdd(product, x1, TSimd.MultiplyAdd(sum, x3, TSimd.Load(d5))), to + (5 * step));
    }

    // Six points to four pixels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FromPoints(T* m, nint from, TVector add, T* to, nint step)
    {
        TVector m1 = TSimd.Load(m + from), m2 = TSimd.Load(m + (2 * from));
        TVector m3 = TSimd.Load(m + (3 * from)), m4 = TSimd.Load(m + (4 * from));
        TVector minusOne = Number(-1);
        TVector evenA = TSimd.Add(m1, m2), oddA = TSimd.MultiplyAdd(minusOne, m2, m1);
        TVector evenB = TSimd.Add(m3, m4), oddB = TSimd.MultiplyAdd(minusOne, m4, m3);
        TSimd.Store(TSimd.Add(TSimd.Add(TSimd.Add(TSimd.Load(m), evenA), evenB), add), to);
        TSimd.Store(TSimd.MultiplyAdd(Number(A), oddA, TSimd.MultiplyAdd(Number(B), oddB, add)), to + step);
        TSimd.Store(TSimd.MultiplyAdd(Number(A2), evenA, TSimd.MultiplyAdd(Number(B2), evenB, add)), to + (2 * step));
        TVector last = TSimd.Add(TSimd.Load(m + (5 * from)), add);
        TSimd.Store(TSimd.MultiplyAdd(Number(A * A2), oddA, TSimd.MultiplyAdd(Number(B * B2), oddB, last)), to + (3 * step));
    }

    // Three weights to the six points.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WeightsToPoints(T* g, nint from, T* to, nint step)
    {
        TVector g0 = TSimd.Load(g), g1 = TSimd.Load(g + from), g2 = TSimd.Load(g + (2 * from));
        TVector zero = TSimd.Zero;
        TSimd.Store(TSimd.MultiplyAdd(Number(1 / (A2 * B2)), g0, zero), to);
        TVector even = TSimd.MultiplyAdd(Number(1 / NormA), g0, TSimd.MultiplyAdd(Number(A2 / NormA), g2, zero));
        TSimd.Store(TSimd.MultiplyAdd(Number(A / NormA), g1, even), to + step);
        TSimd.Store(TSimd.MultiplyAdd(Number(-A / NormA), g1, even), to + (2 * step));
        even = TSimd.MultiplyAdd(Number(1 / NormB), g0, TSimd.MultiplyAdd(Number(B2 / NormB), g2, zero));
        TSimd.Store(TSimd.MultiplyAdd(Number(B / NormB), g1, even), to + (3 * step));
        TSimd.Store(TSimd.MultiplyAdd(Number(-B / NormB), g1, even), to + (4 * step));
        TSimd.Store(g2, to + (5 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Number(double value) => TSimd.Broadcast(T.CreateTruncating(value));
}
