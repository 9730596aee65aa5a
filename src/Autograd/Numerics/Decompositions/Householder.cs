using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Numerics;

/// <summary>
/// Reflections H = I − τ·v·vᵀ with v = (1, tail) that turn a vector x into (β, 0, …, 0) (Golub and Van Loan, Matrix Computations, section
/// 5.1). β has the other sign than x₀, as LAPACK chooses it, so that nothing cancels and the factors have PyTorch's signs.
/// </summary>
internal static class Householder
{
    /// <summary>Makes the reflection for a vector.</summary>
    /// <param name="x">The vector; becomes β and the tail of v.</param>
    /// <returns>τ; 0 if all elements but the first are zero already.</returns>
    public static T Make<T>(Span<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> tail = x[1..];
        T length = Length(tail);
        if (length == T.Zero) return T.Zero;
        T beta = -T.CopySign(T.Hypot(x[0], length), x[0]);
        T tau = (beta - x[0]) / beta;
        TensorPrimitives.Divide(tail, x[0] - beta, tail);
        x[0] = beta;
        return tau;
    }

    /// <summary>Applies a reflection to a vector.</summary>
    /// <param name="tau">τ.</param>
    /// <param name="tail">v without its leading 1.</param>
    /// <param name="x">The vector, which is replaced.</param>
    public static void Apply<T>(T tau, ReadOnlySpan<T> tail, Span<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (tau == T.Zero) return;
        T scale = tau * (x[0] + TensorPrimitives.Dot(tail, x[1..]));
        x[0] -= scale;
        TensorPrimitives.MultiplyAdd(tail, -scale, x[1..], x[1..]);
    }

    /// <summary>The Euclidean length, safe from overflow and underflow of the squares.</summary>
    public static T Length<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.IsEmpty) return T.Zero;
        T largest = T.Abs(TensorPrimitives.MaxMagnitude(x));
        if (largest == T.Zero || !T.IsFinite(largest)) return largest;
        T total = T.Zero;
        foreach (T value in x)
        {
            T part = value / largest;
            total += part * part;
        }

        return largest * T.Sqrt(total);
    }
}
