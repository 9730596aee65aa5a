using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Numerics;

/// <summary>
/// The eigenvalues and eigenvectors of a symmetric matrix: reflections to tridiagonal form, then the QL iteration with Wilkinson's shift
/// (Golub and Van Loan, Matrix Computations, section 8.3).
/// </summary>
internal static class SymmetricEigen
{
    /// <summary>The iterations after which an eigenvalue counts as not converging; two or three are usual.</summary>
    private const int MaxIterations = 60;

    /// <summary>Decomposes A = Qᵀ·diag(values)·Q.</summary>
    /// <param name="a">The matrix, row-major; only its lower triangle is read.</param>
    /// <param name="n">Its size.</param>
    /// <param name="values">Receives the eigenvalues in ascending order.</param>
    /// <param name="vectors">Receives the eigenvectors as columns; may be empty.</param>
    /// <returns>0, or the place, from 1, of an eigenvalue that did not converge.</returns>
    public static int Decompose<T>(ReadOnlySpan<T> a, int n, Span<T> values, Span<T> vectors)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (n == 0) return 0;
        T[] work = new T[n * n], rows = vectors.IsEmpty ? [] : new T[n * n], off = new T[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++) work[i * n + j] = work[j * n + i] = a[i * n + j];
        }

        Tridiagonalize(work, n, values, off, rows);
        int failed = Iterate(values, off, rows, n);
        if (failed != 0) return failed;
        Sort(values, rows, n);
        if (!vectors.IsEmpty)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++) vectors[j * n + i] = rows[i * n + j];
            }
        }

        return 0;
    }

    /// <summary>Reflects to tridiagonal form; <paramref name="rows"/> becomes the transpose of the product of the reflections.</summary>
    private static void Tridiagonalize<T>(T[] a, int n, Span<T> diagonal, T[] off, T[] rows)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] tau = new T[n], v = new T[n], w = new T[n];
        for (int k = 0; k < n - 1; k++)
        {
            // The reflection acts on the rows and columns after k; its vector is kept in row k of A.
            Span<T> x = a.AsSpan(k * n + k + 1, n - k - 1);
            tau[k] = Householder.Make(x);
            off[k] = x[0];
            if (tau[k] == T.Zero) continue;
            int m = x.Length;
            Span<T> u = v.AsSpan(0, m), p = w.AsSpan(0, m);
            x.CopyTo(u);
            u[0] = T.One;
            for (int i = 0; i < m; i++) p[i] = tau[k] * TensorPrimitives.Dot(a.AsSpan((k + 1 + i) * n + k + 1, m), u);
            TensorPrimitives.MultiplyAdd(u, -tau[k] * TensorPrimitives.Dot<T>(p, u) / (T.One + T.One), p, p);
            for (int i = 0; i < m; i++)
            {
                Span<T> row = a.AsSpan((k + 1 + i) * n + k + 1, m);
                TensorPrimitives.MultiplyAdd(p, -u[i], row, row);
                TensorPrimitives.MultiplyAdd(u, -p[i], row, row);
            }
        }

        for (int i = 0; i < n; i++) diagonal[i] = a[i * n + i];
        if (rows.Length == 0) return;

        // Q = H₀·H₁·…; its transpose has the rows …·H₁·H₀ applied to unit vectors.
        for (int i = 0; i < n; i++)
        {
            Span<T> row = rows.AsSpan(i * n, n);
            row[i] = T.One;
            for (int k = Math.Min(i - 1, n - 2); k >= 0; k--) Householder.Apply(tau[k], a.AsSpan(k * n + k + 2, n - k - 2), row[(k + 1)..]);
        }
    }

    private static int Iterate<T>(Span<T> d, T[] e, T[] rows, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T two = T.One + T.One;
        for (int l = 0; l < n; l++)
        {
            for (int iteration = 0; ; iteration++)
            {
                int m = l;
                while (m < n - 1 && !(T.Abs(e[m]) <= Unit<T>() * (T.Abs(d[m]) + T.Abs(d[m + 1])))) m++;
                if (m == l) break;
                if (iteration == MaxIterations) return l + 1;

                T g = (d[l + 1] - d[l]) / (two * e[l]), r = T.Hypot(g, T.One);
                g = d[m] - d[l] + e[l] / (g + T.CopySign(r, g));
                (T s, T c, T p) = (T.One, T.One, T.Zero);
                int i = m - 1;
                for (; i >= l; i--)
                {
                    T f = s * e[i], b = c * e[i];
                    r = e[i + 1] = T.Hypot(f, g);
                    if (r == T.Zero)
                    {
                        d[i + 1] -= p;
                        e[m] = T.Zero;
                        break;
                    }

                    (s, c) = (f / r, g / r);
                    g = d[i + 1] - p;
                    r = (d[i] - g) * s + two * c * b;
                    p = s * r;
                    d[i + 1] = g + p;
                    g = c * r - b;
                    if (rows.Length > 0) Rotation.Apply(rows.AsSpan(i * n, n), rows.AsSpan((i + 1) * n, n), c, s);
                }

                if (i >= l) continue;
                d[l] -= p;
                e[l] = g;
                e[m] = T.Zero;
            }
        }

        return 0;
    }

    /// <summary>Half the distance from 1 to the next number.</summary>
    private static T Unit<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
        => (T.BitIncrement(T.One) - T.One) / (T.One + T.One);

    private static void Sort<T>(Span<T> values, T[] rows, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < n - 1; i++)
        {
            int least = i;
            for (int j = i + 1; j < n; j++)
            {
                if (values[j] < values[least]) least = j;
            }

            if (least == i) continue;
            (values[i], values[least]) = (values[least], values[i]);
            if (rows.Length > 0) Lu.Swap(rows.AsSpan(i * n, n), rows.AsSpan(least * n, n));
        }
    }
}
