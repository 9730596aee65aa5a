using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Autograd.Numerics;

/// <summary>Sine and cosine: in float32 within 1.5 units in the last place; in float64 those of <c>TensorPrimitives</c>.</summary>
/// <remarks>
/// In float32, x = n·π/2 + r with |r| ≤ π/4 and π/2 in three parts (Cody and Waite, Software Manual for the Elementary Functions, ch. 8);
/// then the minimax polynomial of sine or cosine, by the parity of n. Numbers above 8,192 are left to <c>MathF</c>, whose reduction is
/// exact.
/// </remarks>
internal static class Trigonometric
{
    /// <summary>Up to this size, reduction by π/2 in three parts keeps r accurate.</summary>
    private const float Most = 8192;

    /// <summary>The sine of each element of <paramref name="x"/>.</summary>
    public static void Sin<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Element<T>.IsFloat32)
        {
            VectorLoop.Run(new Form(0), x, y);
            return;
        }

        int block = FixedBlocks.Length<T>();
        for (; x.Length > block; x = x[block..], y = y[block..]) TensorPrimitives.Sin(x[..block], y);
        TensorPrimitives.Sin(x, y);
    }

    /// <summary>The cosine of each element of <paramref name="x"/>.</summary>
    public static void Cos<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Element<T>.IsFloat32)
        {
            VectorLoop.Run(new Form(1), x, y);
            return;
        }

        int block = FixedBlocks.Length<T>();
        for (; x.Length > block; x = x[block..], y = y[block..]) TensorPrimitives.Cos(x[..block], y);
        TensorPrimitives.Cos(x, y);
    }

    /// <summary>sin(x + quarters · π/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Of(Vector<float> x, int quarters)
    {
        if (Vector.GreaterThanAny(Vector.Abs(x), new Vector<float>(Most))) return OneByOne(x, quarters);
        var toInteger = new Vector<float>(12582912f); // 1.5 · 2²³: adding it leaves the nearest whole number in the low bits
        Vector<float> shifted = Vector.FusedMultiplyAdd(x, new Vector<float>(0.636619747f), toInteger), n = shifted - toInteger;
        Vector<float> r = Vector.FusedMultiplyAdd(n, new Vector<float>(-1.57079637f), x);
        r = Vector.FusedMultiplyAdd(n, new Vector<float>(4.37113883e-8f), r);
        r = Vector.FusedMultiplyAdd(n, new Vector<float>(1.71512489e-15f), r);
        Vector<float> z = r * r;

        var s = new Vector<float>(-0.000195087414f);
        s = Vector.FusedMultiplyAdd(s, z, new Vector<float>(0.0083321128f));
        s = Vector.FusedMultiplyAdd(s, z, new Vector<float>(-0.166666538f));
        s = Vector.FusedMultiplyAdd(s * z, r, r);
        s = Vector.ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), x, s); // keeps the sign of −0

        var c = new Vector<float>(2.44256807e-05f);
        c = Vector.FusedMultiplyAdd(c, z, new Vector<float>(-0.00138872513f));
        c = Vector.FusedMultiplyAdd(c, z, new Vector<float>(0.0416666456f));
        c = Vector.FusedMultiplyAdd(c, z, new Vector<float>(-0.5f));
        c = Vector.FusedMultiplyAdd(c, z, Vector<float>.One);

        Vector<int> quarter = Vector.AsVectorInt32(shifted) + new Vector<int>(quarters);
        Vector<int> even = Vector.Equals(quarter & Vector<int>.One, Vector<int>.Zero);
        Vector<int> sign = Vector.ShiftLeft(quarter & new Vector<int>(2), 30);
        return Vector.AsVectorSingle(Vector.AsVectorInt32(Vector.ConditionalSelect(even, s, c)) ^ sign);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<float> OneByOne(Vector<float> x, int quarters)
    {
        Span<float> each = stackalloc float[Vector<float>.Count];
        Vector<int> isFar = Vector.GreaterThan(Vector.Abs(x), new Vector<float>(Most));
        Vector<float> near = Of(Vector.ConditionalSelect(isFar, Vector<float>.Zero, x), quarters);
        near.CopyTo(each); // so that the bits of an element do not depend on its neighbours
        for (int i = 0; i < each.Length; i++)
        {
            if (MathF.Abs(x[i]) > Most) each[i] = quarters == 0 ? MathF.Sin(x[i]) : MathF.Cos(x[i]);
        }

        return new Vector<float>(each);
    }

    private readonly struct Form(int quarters) : IVectorForm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
            => Trigonometric.Of(x.As<T, float>(), quarters).As<float, T>();
    }
}
