using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Numerics;

/// <summary>Substitution in triangular systems, by rows.</summary>
internal static class Triangular
{
    /// <summary>Replaces B by the solution of A·X = B; only one triangle of A is read.</summary>
    /// <param name="a">The matrix A, row-major.</param>
    /// <param name="n">Its size.</param>
    /// <param name="b">B, row-major, n rows.</param>
    /// <param name="upper">Whether the upper triangle is A.</param>
    /// <param name="unit">Whether the diagonal counts as ones and is not read.</param>
    public static void Solve<T>(ReadOnlySpan<T> a, int n, Span<T> b, bool upper, bool unit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (n == 0) return;
        int columns = b.Length / n;
        for (int step = 0; step < n; step++)
        {
            int i = upper ? n - 1 - step : step;
            (int from, int to) = upper ? (i + 1, n) : (0, i);
            ReadOnlySpan<T> row = a.Slice(i * n, n);
            Span<T> x = b.Slice(i * columns, columns);
            if (columns == 1)
            {
                x[0] -= TensorPrimitives.Dot(row[from..to], b[from..to]);
            }
            else
            {
                for (int j = from; j < to; j++) TensorPrimitives.MultiplyAdd(b.Slice(j * columns, columns), -row[j], x, x);
            }

            if (!unit) TensorPrimitives.Divide(x, row[i], x);
        }
    }
}
