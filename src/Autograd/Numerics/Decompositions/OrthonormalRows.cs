using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Numerics;

/// <summary>Orthogonal rows made into an orthonormal basis.</summary>
internal static class OrthonormalRows
{
    /// <summary>
    /// Divides rows by their lengths. A row of no length (or of one that rounding alone has left), and rows beyond those given, become
    /// unit vectors orthogonal to all others.
    /// </summary>
    /// <param name="rows">Orthogonal rows in descending order of length, and room for the further ones.</param>
    /// <param name="lengths">Their lengths.</param>
    /// <param name="given">The number of rows given.</param>
    /// <param name="wanted">The number of rows wanted, at most <paramref name="size"/>.</param>
    /// <param name="size">The length of a row.</param>
    public static void Normalize<T>(T[] rows, ReadOnlySpan<T> lengths, int given, int wanted, int size)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Rows made by rotations are orthogonal relative to their own lengths, so that only those that have vanished are replaced.
        T least = given == 0 ? T.Zero : lengths[0] * (T.BitIncrement(T.One) - T.One) * T.CreateChecked(1e-3 * given);
        int done = 0, axis = 0;
        for (; done < given && lengths[done] > least; done++)
        {
            Span<T> row = rows.AsSpan(done * size, size);
            TensorPrimitives.Divide(row, lengths[done], row);
        }

        for (; done < wanted; done++)
        {
            // Some axis always keeps at least this part of its length.
            T enough = T.CreateChecked((size - done) / (2.0 * size));
            Span<T> row = rows.AsSpan(done * size, size);
            for (int tried = 0; tried <= size; tried++)
            {
                row.Clear();
                row[axis++ % size] = T.One;
                for (int pass = 0; pass < 2; pass++)
                {
                    for (int k = 0; k < done; k++)
                    {
                        Span<T> other = rows.AsSpan(k * size, size);
                        TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot<T>(other, row), row, row);
                    }
                }

                if (TensorPrimitives.SumOfSquares<T>(row) >= enough) break;
            }

            TensorPrimitives.Divide(row, Householder.Length<T>(row), row);
        }
    }
}
