using System.Numerics;

namespace Autograd.Numerics;

/// <summary>A = Q·R by Householder reflections (Golub and Van Loan, Matrix Computations, section 5.2).</summary>
internal static class Qr
{
    /// <summary>Decomposes a matrix; the shapes of the results say whether Q is square or has min(rows, columns) columns.</summary>
    /// <param name="a">The matrix, row-major.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="q">Receives Q, of as many rows as A; may be empty.</param>
    /// <param name="r">Receives R, of as many columns as A.</param>
    public static void Decompose<T>(ReadOnlySpan<T> a, int rows, int columns, Span<T> q, Span<T> r)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int steps = Math.Min(rows, columns);
        T[] work = new T[columns * rows]; // the columns of A, one after another
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) work[j * rows + i] = a[i * columns + j];
        }

        T[] tau = new T[steps];
        for (int k = 0; k < steps; k++)
        {
            Span<T> column = work.AsSpan(k * rows + k, rows - k);
            tau[k] = Householder.Make(column);
            for (int j = k + 1; j < columns; j++) Householder.Apply(tau[k], column[1..], work.AsSpan(j * rows + k, rows - k));
        }

        r.Clear();
        for (int i = 0; i < Math.Min(columns == 0 ? 0 : r.Length / columns, steps); i++)
        {
            for (int j = i; j < columns; j++) r[i * columns + j] = work[j * rows + i];
        }

        int width = rows == 0 ? 0 : q.Length / rows;
        T[] unit = new T[rows];
        for (int j = 0; j < width; j++)
        {
            Array.Clear(unit);
            unit[j] = T.One;
            for (int k = steps - 1; k >= 0; k--)
                Householder.Apply(tau[k], work.AsSpan(k * rows + k + 1, rows - k - 1), unit.AsSpan(k));
            for (int i = 0; i < rows; i++) q[i * width + j] = unit[i];
        }
    }
}
