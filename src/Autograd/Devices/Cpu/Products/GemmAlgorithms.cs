using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>Chooses a GEMM algorithm at one vector width: by sizes and strides, and for large products by a sample of A's zeros.</summary>
internal static unsafe class GemmAlgorithms<T, TSimd, TVector, TTile>
    where T : unmanaged, INumber<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where TTile : struct, IGemmTile<T>
{
    // Measured: up to this size, packing costs more than reading A and B in place.
    private const long DirectWork = 60_000;
    private const long TinyWork = 2_000;

    // With few rows, dot products cost less than transposing B; with more rows too if they are long enough for the final sum over
    // lanes not to matter.
    private const int DotRows = 3;
    private const int LongDotRows = 32;
    private const int LongDotVectors = 32;

    // The most numbers that are added to one running sum. A packed product adds up blocks, each summed by itself.
    private const int LongestSum = 256;
    private const int LongestPacked = 4096;

    /// <summary>C = A·B, or C += A·B. All of m, n and k are at least 1.</summary>
    public static void Multiply(in Matrix<T> a, in Matrix<T> b, in Matrix<T> c, bool accumulate)
    {
        int k = a.Columns;
        var product = new Product(Choose(a, b, c));
        int depth = product.Depth;
        if (k <= depth) product.Multiply(a, b, c, accumulate);
        else GemmDeep<T, Product>.Multiply(product, a, b, c, accumulate, depth);
    }

    private static Algorithm Choose(in Matrix<T> a, in Matrix<T> b, in Matrix<T> c)
    {
        int m = c.Rows, n = c.Columns, k = a.Columns;
        long work = (long)m * n * k;
        bool alongK = b.RowStride == 1 && a.ColumnStride == 1 && k >= TSimd.Width;
        bool contiguousRows = b.ColumnStride == 1 && (c.ColumnStride == 1 || n == 1) && !(alongK && n == 1);
        if (contiguousRows && (m == 1 || k == 1 || (work <= DirectWork && n >= TSimd.Width) || work <= TinyWork)) return Algorithm.Direct;
        return alongK && (m <= DotRows || (m <= LongDotRows && k >= LongDotVectors * TSimd.Width)) ? Algorithm.Dot : Algorithm.Packed;
    }

    // Zeros in A make rows of C cheap; zeros in B make columns of C cheap, by Cᵀ = Bᵀ·Aᵀ. The dense product computes the rest of C.
    private static void Large(in Matrix<T> a, in Matrix<T> b, in Matrix<T> c, bool accumulate)
    {
        int columns = GemmSparse<T, TSimd, TVector>.Multiply(a, b, c, accumulate);
        int rows = columns > 0 ? 0 : GemmSparse<T, TSimd, TVector>.Multiply(b.Transposed, a.Transposed, c.Transposed, accumulate);
        if (columns < c.Columns && rows < c.Rows)
            GemmPacked<T, TTile>.Multiply(a.From(rows, 0), b.From(0, columns), c.From(rows, columns), accumulate);
    }

    private static void Direct(in Matrix<T> a, in Matrix<T> b, in Matrix<T> c, bool accumulate)
    {
        int m = c.Rows, n = c.Columns, k = a.Columns;
        fixed (T* x = a, y = b, z = c)
        {
            nint aRow = a.RowStride, aColumn = a.ColumnStride, bRow = b.RowStride, cRow = c.RowStride;

            // Few columns: the same code at a narrower width, which they fill.
            if (n >= 2 * TSimd.Width)
                GemmDirect<T, TSimd, TVector>.Multiply(m, n, k, x, aRow, aColumn, y, bRow, z, cRow, accumulate);
            else if (n >= 2 * Simd256<T>.Width && Vector256.IsHardwareAccelerated)
                GemmDirect<T, Simd256<T>, Vector256<T>>.Multiply(m, n, k, x, aRow, aColumn, y, bRow, z, cRow, accumulate);
            else if (n >= 2 * Simd128<T>.Width && Vector128.IsHardwareAccelerated)
                GemmDirect<T, Simd128<T>, Vector128<T>>.Multiply(m, n, k, x, aRow, aColumn, y, bRow, z, cRow, accumulate);
            else if (n >= 2)
                GemmDirect<T, Simd1<T>, T>.Multiply(m, n, k, x, aRow, aColumn, y, bRow, z, cRow, accumulate);
            else
                Column(m, k, x, aRow, aColumn, y, bRow, z, cRow, accumulate);
        }
    }

    private static void Column(int m, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* c, nint cRow, bool accumulate)
    {
        for (int row = 0; row < m; row++, a += aRow, c += cRow)
        {
            T sum = accumulate ? *c : T.Zero;
            for (nint p = 0; p < k; p++)
                sum += a[p * aColumn] * b[p * bRow];
            *c = sum;
        }
    }

    private enum Algorithm
    {
        Direct,
        Dot,
        Packed,
    }

    private readonly struct Product(Algorithm algorithm) : IGemmLeaf<T>
    {
        /// <summary>The most steps of the inner dimension that one product may have.</summary>
        public int Depth => algorithm switch
        {
            Algorithm.Direct => LongestSum,
            Algorithm.Dot => LongestSum * TSimd.Width,
            _ => LongestPacked,
        };

        public void Multiply(in Matrix<T> a, in Matrix<T> b, in Matrix<T> c, bool accumulate)
        {
            switch (algorithm)
            {
                case Algorithm.Direct:
                    Direct(a, b, c, accumulate);
                    break;
                case Algorithm.Dot:
                    GemmDot<T, TSimd, TVector>.Multiply(a, b, c, accumulate);
                    break;
                default:
                    Large(a, b, c, accumulate);
                    break;
            }
        }
    }
}
