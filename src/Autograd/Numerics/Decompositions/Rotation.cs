using System.Numerics;

namespace Autograd.Numerics;

/// <summary>A rotation in the plane of two rows.</summary>
internal static class Rotation
{
    /// <summary>(x, y) becomes (c·x − s·y, s·x + c·y).</summary>
    public static void Apply<T>(Span<T> x, Span<T> y, T c, T s)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0, width = Vector<T>.Count;
        Vector<T> cosine = new(c), sine = new(s);
        for (; i <= x.Length - width; i += width)
        {
            Vector<T> a = new(x[i..]), b = new(y[i..]);
            (cosine * a - sine * b).CopyTo(x[i..]);
            (sine * a + cosine * b).CopyTo(y[i..]);
        }

        for (; i < x.Length; i++) (x[i], y[i]) = (c * x[i] - s * y[i], s * x[i] + c * y[i]);
    }
}
