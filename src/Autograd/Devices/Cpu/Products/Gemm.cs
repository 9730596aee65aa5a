using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Matrix products. Thread-safe as long as no other thread writes A, B or C: the scratch memory belongs to the calling
/// thread. C must not overlap A or B. A zero is skipped only where its other factor is known to be finite, so NaN and infinities
/// propagate as in the written-out sum; the same call gives the same bits whatever the number of threads.
/// </summary>
internal static class Gemm
{
    /// <summary>
    /// C = A·B, or C += A·B if <paramref name="accumulate"/>: A is m×k, B is k×n, C is m×n, all with arbitrary strides (C's must
    /// not be 0 along a dimension longer than 1). k = 0 gives zeros.
    /// </summary>
    public static void Multiply<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate)
        where T : unmanaged, INumber<T>
    {
        if (c.Rows == 0 || c.Columns == 0)
            return;
        if (a.Columns == 0)
        {
            if (!accumulate)
                Clear(c);
            return;
        }

        // By (A·B)ᵀ = Bᵀ·Aᵀ, C gets contiguous rows, and matrix times vector becomes vector times matrix.
        if ((c.Columns == 1 && c.Rows > 1) || (c.ColumnStride != 1 && c.RowStride == 1 && c.Columns > 1))
            (a, b, c) = (b.Transposed, a.Transposed, c.Transposed);

        if (!Element<T>.IsFloating)
            Plain(a, b, c, accumulate);
        else if (Vector512.IsHardwareAccelerated)
            GemmAlgorithms<T, Simd512<T>, Vector512<T>, Tile12x2<T, Simd512<T>, Vector512<T>>>.Multiply(a, b, c, accumulate);
        else if (Vector256.IsHardwareAccelerated)
            GemmAlgorithms<T, Simd256<T>, Vector256<T>, Tile6x2<T, Simd256<T>, Vector256<T>>>.Multiply(a, b, c, accumulate);
        else if (Vector128.IsHardwareAccelerated)
            GemmAlgorithms<T, Simd128<T>, Vector128<T>, Tile6x2<T, Simd128<T>, Vector128<T>>>.Multiply(a, b, c, accumulate);
        else
            GemmAlgorithms<T, Simd1<T>, T, Tile6x2<T, Simd1<T>, T>>.Multiply(a, b, c, accumulate);
    }

    private static void Clear<T>(in Matrix<T> c)
        where T : unmanaged, INumber<T>
    {
        for (int row = 0; row < c.Rows; row++)
        {
            for (int column = 0; column < c.Columns; column++)
                c.Data[c.Offset + (row * c.RowStride) + (column * c.ColumnStride)] = T.Zero;
        }
    }

    private static void Plain<T>(in Matrix<T> a, in Matrix<T> b, in Matrix<T> c, bool accumulate)
        where T : unmanaged, INumber<T>
    {
        for (int row = 0; row < c.Rows; row++)
        {
            for (int column = 0; column < c.Columns; column++)
            {
                int target = c.Offset + (row * c.RowStride) + (column * c.ColumnStride);
                int left = a.Offset + (row * a.RowStride);
                int right = b.Offset + (column * b.ColumnStride);
                T sum = accumulate ? c.Data[target] : T.Zero;
                for (int p = 0; p < a.Columns; p++, left += a.ColumnStride, right += b.RowStride)
                    sum += a.Data[left] * b.Data[right];
                c.Data[target] = sum;
            }
        }
    }
}
