using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Numerics;

/// <summary>
/// P·A = L·U by Gaussian elimination with partial pivoting (Golub and Van Loan, Matrix Computations, section 3.4), in place and by rows.
/// </summary>
internal static class Lu
{
    /// <summary>Factors a square matrix in place: U on and above the diagonal, L without its diagonal of ones below.</summary>
    /// <param name="a">The matrix, row-major.</param>
    /// <param name="n">Its size.</param>
    /// <param name="pivots">Receives, for each step, the row that was exchanged with the step's.</param>
    /// <param name="odd">Whether the number of exchanges is odd.</param>
    /// <returns>0, or the place, from 1, of the first pivot that is zero.</returns>
    public static int Factor<T>(Span<T> a, int n, Span<int> pivots, out bool odd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int zero = 0;
        odd = false;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (T.Abs(a[i * n + k]) > T.Abs(a[pivot * n + k])) pivot = i;
            }

            pivots[k] = pivot;
            Span<T> row = a.Slice(k * n, n);
            if (pivot != k)
            {
                Swap(row, a.Slice(pivot * n, n));
                odd = !odd;
            }

            if (row[k] == T.Zero)
            {
                if (zero == 0) zero = k + 1;
                continue;
            }

            for (int i = k + 1; i < n; i++)
            {
                Span<T> below = a.Slice(i * n, n);
                T factor = below[k] /= row[k];
                TensorPrimitives.MultiplyAdd(row[(k + 1)..], -factor, below[(k + 1)..], below[(k + 1)..]);
            }
        }

        return zero;
    }

    /// <summary>Replaces the columns of B by the solution of A·X = B.</summary>
    /// <param name="lu">A, factored.</param>
    /// <param name="n">The size of A.</param>
    /// <param name="pivots">The exchanges of the factorization.</param>
    /// <param name="b">B, row-major, n rows.</param>
    public static void Solve<T>(ReadOnlySpan<T> lu, int n, ReadOnlySpan<int> pivots, Span<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (n == 0) return;
        int columns = b.Length / n;
        for (int k = 0; k < n; k++)
        {
            if (pivots[k] != k) Swap(b.Slice(k * columns, columns), b.Slice(pivots[k] * columns, columns));
        }

        Triangular.Solve(lu, n, b, upper: false, unit: true);
        Triangular.Solve(lu, n, b, upper: true, unit: false);
    }

    /// <summary>Exchanges two rows.</summary>
    public static void Swap<T>(Span<T> a, Span<T> b)
    {
        for (int i = 0; i < a.Length; i++) (a[i], b[i]) = (b[i], a[i]);
    }
}
