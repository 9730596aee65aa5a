using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Numerics;

/// <summary>
/// The singular value decomposition by one-sided Jacobi rotations: pairs of rows are rotated until all are orthogonal (Demmel and Veselić,
/// Jacobi's method is more accurate than QR, 1992). Small singular values come out as accurately as large ones.
/// </summary>
internal static class JacobiSvd
{
    /// <summary>The sweeps over all pairs after which the iteration counts as not converging; six to ten are usual.</summary>
    private const int MaxSweeps = 60;

    /// <summary>
    /// Decomposes A = U·diag(s)·Vᵀ. The shapes of the results say whether the factors are square or have min(rows, columns) vectors.
    /// </summary>
    /// <param name="a">The matrix, row-major.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="u">Receives U; may be empty, together with <paramref name="vt"/>.</param>
    /// <param name="s">Receives the singular values in descending order.</param>
    /// <param name="vt">Receives Vᵀ.</param>
    /// <returns>0, or 1 if the iteration did not converge.</returns>
    public static int Decompose<T>(ReadOnlySpan<T> a, int rows, int columns, Span<T> u, Span<T> s, Span<T> vt)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // The vectors to be made orthogonal are the rows of A, or its columns if those are fewer.
        bool turned = rows >= columns;
        (int count, int length) = turned ? (columns, rows) : (rows, columns);
        (int wide, int narrow) = turned ? (Width(u, rows), Width(vt, columns)) : (Width(vt, columns), Width(u, rows));
        T[] vectors = new T[Math.Max(count, wide) * length], turns = narrow == 0 ? [] : new T[count * count];
        T scale = a.IsEmpty ? T.Zero : T.Abs(TensorPrimitives.MaxMagnitude(a));
        if (!T.IsFinite(scale)) return 1;
        if (scale == T.Zero) scale = T.One;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) vectors[turned ? j * rows + i : i * columns + j] = a[i * columns + j] / scale;
        }

        for (int i = 0; i < count && narrow > 0; i++) turns[i * count + i] = T.One;
        if (!Orthogonalize(vectors, turns, count, length)) return 1;
        Sort(vectors, turns, s, count, length);
        if (narrow > 0)
        {
            OrthonormalRows.Normalize(vectors, s, count, wide, length);
            Write(vectors, wide, length, turned ? u : vt, asColumns: turned);
            Write(turns, count, count, turned ? vt : u, asColumns: !turned);
        }

        TensorPrimitives.Multiply(s, scale, s);
        return 0;

        static int Width(Span<T> factor, int side) => side == 0 ? 0 : factor.Length / side;
    }

    private static bool Orthogonalize<T>(T[] vectors, T[] turns, int count, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T small = T.BitIncrement(T.One) - T.One, two = T.One + T.One;
        for (int sweep = 0; sweep < MaxSweeps; sweep++)
        {
            bool rotated = false;
            for (int i = 0; i < count - 1; i++)
            {
                for (int j = i + 1; j < count; j++)
                {
                    Span<T> x = vectors.AsSpan(i * length, length), y = vectors.AsSpan(j * length, length);
                    T xx = TensorPrimitives.SumOfSquares<T>(x), yy = TensorPrimitives.SumOfSquares<T>(y);
                    T xy = TensorPrimitives.Dot<T>(x, y);
                    if (T.Abs(xy) <= small * T.Sqrt(xx) * T.Sqrt(yy)) continue;
                    rotated = true;
                    T zeta = (yy - xx) / (two * xy);
                    T tangent = T.CopySign(T.One, zeta) / (T.Abs(zeta) + T.Hypot(T.One, zeta));
                    T c = T.One / T.Hypot(T.One, tangent), sine = c * tangent;
                    Rotation.Apply(x, y, c, sine);
                    if (turns.Length > 0) Rotation.Apply(turns.AsSpan(i * count, count), turns.AsSpan(j * count, count), c, sine);
                }
            }

            if (!rotated) return true;
        }

        return false;
    }

    private static void Sort<T>(T[] vectors, T[] turns, Span<T> s, int count, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++) s[i] = Householder.Length<T>(vectors.AsSpan(i * length, length));
        for (int i = 0; i < count - 1; i++)
        {
            int largest = i;
            for (int j = i + 1; j < count; j++)
            {
                if (s[j] > s[largest]) largest = j;
            }

            if (largest == i) continue;
            (s[i], s[largest]) = (s[largest], s[i]);
            Lu.Swap(vectors.AsSpan(i * length, length), vectors.AsSpan(largest * length, length));
            if (turns.Length > 0) Lu.Swap(turns.AsSpan(i * count, count), turns.AsSpan(largest * count, count));
        }
    }

    private static void Write<T>(T[] rows, int count, int length, Span<T> to, bool asColumns)
    {
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < length; j++) to[asColumns ? j * count + i : i * length + j] = rows[i * length + j];
        }
    }
}
