using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Rng;

/// <summary>
/// Turns uniforms in [0, 1) into normals, in place, in blocks of 16: the first eight of a block give the radius √(−2 ln(1 − x)), the last
/// eight the angle 2πx; the cosines replace the first eight, the sines the last.
/// </summary>
/// <remarks>
/// PyTorch's float32 kernel takes its logarithm, sine and cosine from the Cephes library's single-precision polynomials (S. Moshier,
/// netlib/cephes, <c>logf.c</c>, <c>sinf.c</c>) in AVX2 with contracted multiply-adds. The same polynomials with the same contractions
/// give its numbers to the bit on every machine, because a fused multiply-add rounds the same way even when emulated. (This library's
/// own vector functions are a little more accurate and would differ from PyTorch by up to 3 ulp.)
/// </remarks>
internal static class BoxMuller
{
    /// <summary>The number of elements transformed together, and the length of the shortest tensor that is filled in blocks.</summary>
    internal const int BlockLength = 16;

    private const int Half = BlockLength / 2;

    /// <summary>Transforms every whole block of <paramref name="values"/>.</summary>
    internal static void Transform(Span<float> values, float mean, float std)
    {
        for (int start = 0; start + BlockLength <= values.Length; start += BlockLength)
        {
            Span<float> block = values.Slice(start, BlockLength);
            Vector256<float> radius = Vector256.Sqrt(Log(Vector256<float>.One - Vector256.Create<float>(block)) * -2f);
            (Vector256<float> sine, Vector256<float> cosine) = SinCos(Vector256.Create<float>(block[Half..]) * (2f * MathF.PI));
            Fma(radius * cosine, Vector256.Create(std), Vector256.Create(mean)).CopyTo(block);
            Fma(radius * sine, Vector256.Create(std), Vector256.Create(mean)).CopyTo(block[Half..]);
        }
    }

    /// <summary>Transforms every whole block of <paramref name="values"/>.</summary>
    internal static void Transform(Span<double> values, double mean, double std)
    {
        for (int start = 0; start + BlockLength <= values.Length; start += BlockLength)
        {
            Span<double> block = values.Slice(start, BlockLength);
            for (int i = 0; i < Half; i++)
            {
                double radius = Math.Sqrt(-2.0 * Math.Log(1.0 - block[i]));
                (double sine, double cosine) = Math.SinCos(2.0 * Math.PI * block[i + Half]);
                block[i] = Math.FusedMultiplyAdd(radius * cosine, std, mean);
                block[i + Half] = Math.FusedMultiplyAdd(radius * sine, std, mean);
            }
        }
    }

    /// <summary>The natural logarithm of normal numbers in (0, 1].</summary>
    private static Vector256<float> Log(Vector256<float> x)
    {
        // x = m · 2^e with m in [√½, √2), then ln x = ln m + e ln 2, with ln 2 in two parts, the larger of which has few bits.
        Vector256<int> bits = x.AsInt32();
        Vector256<float> e = Vector256.ConvertToSingle((bits >> 23) - Vector256.Create(126));
        Vector256<float> m = ((bits & Vector256.Create(0x007fffff)) | Vector256.Create(0x3f000000)).AsSingle();
        Vector256<float> small = Vector256.LessThan(m, Vector256.Create(0.707106781186547524f));
        e -= small & Vector256<float>.One;
        m = m - Vector256<float>.One + (m & small);

        Vector256<float> square = m * m;
        Vector256<float> y = Vector256.Create(7.0376836292E-2f);
        y = Fma(y, m, Vector256.Create(-1.1514610310E-1f));
        y = Fma(y, m, Vector256.Create(1.1676998740E-1f));
        y = Fma(y, m, Vector256.Create(-1.2420140846E-1f));
        y = Fma(y, m, Vector256.Create(1.4249322787E-1f));
        y = Fma(y, m, Vector256.Create(-1.6668057665E-1f));
        y = Fma(y, m, Vector256.Create(2.0000714765E-1f));
        y = Fma(y, m, Vector256.Create(-2.4999993993E-1f));
        y = Fma(y, m, Vector256.Create(3.3333331174E-1f));
        y = Fma(y * m, square, e * -2.12194440e-4f);
        y -= square * 0.5f;
        return Fma(e, Vector256.Create(0.693359375f), m + y);
    }

    /// <summary>Sine and cosine of angles in [0, 2π).</summary>
    private static (Vector256<float> Sin, Vector256<float> Cos) SinCos(Vector256<float> x)
    {
        // The octant, rounded up to even, gives the quarter turns to subtract, in three parts so that no accuracy is lost.
        Vector256<int> octant = (Vector256.ConvertToInt32(x * 1.27323954473516f) + Vector256<int>.One) & Vector256.Create(~1);
        Vector256<float> turns = Vector256.ConvertToSingle(octant);
        x = Fma(turns, Vector256.Create(-0.78515625f), x);
        x = Fma(turns, Vector256.Create(-2.4187564849853515625e-4f), x);
        x = Fma(turns, Vector256.Create(-3.77489497744594108e-8f), x);

        Vector256<float> square = x * x;
        Vector256<float> cosine = Vector256.Create(2.443315711809948E-005f);
        cosine = Fma(cosine, square, Vector256.Create(-1.388731625493765E-003f));
        cosine = Fma(cosine, square, Vector256.Create(4.166664568298827E-002f));
        cosine = Fma(cosine * square, square, square * -0.5f) + Vector256<float>.One;
        Vector256<float> sine = Vector256.Create(-1.9515295891E-4f);
        sine = Fma(sine, square, Vector256.Create(8.3321608736E-3f));
        sine = Fma(sine, square, Vector256.Create(-1.6666654611E-1f));
        sine = Fma(sine * square, x, x);

        Vector256<float> straight = Vector256.Equals(octant & Vector256.Create(2), Vector256<int>.Zero).AsSingle();
        Vector256<int> sineSign = (octant & Vector256.Create(4)) << 29;
        Vector256<int> cosineSign = ((octant + Vector256.Create(2)) & Vector256.Create(4)) << 29;
        return ((Vector256.ConditionalSelect(straight, sine, cosine).AsInt32() ^ sineSign).AsSingle(),
            (Vector256.ConditionalSelect(straight, cosine, sine).AsInt32() ^ cosineSign).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fma(Vector256<float> x, Vector256<float> y, Vector256<float> z) => Vector256.FusedMultiplyAdd(x, y, z);
}
