using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Products where A's rows and B's columns are contiguous (x·Wᵀ with W stored [out, in], and matrix·vector): every element is a dot
/// product along contiguous memory. Nothing is packed and no padding columns are computed, but unlike a packed product each dot product
/// ends in a sum over a vector's lanes.
/// </summary>
internal static unsafe class GemmDot<T, TSimd, TVector>
    where T : unmanaged, INumber<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    private const int Rows = 3;
    private const int Columns = 4;

    /// <summary>C = A·B or C += A·B, where A's rows and B's columns are contiguous. C may have any strides.</summary>
    public static void Multiply(in Matrix<T> a, in Matrix<T> b, in Matrix<T> c, bool accumulate)
    {
        var body = new Body(a, b, c, accumulate);
        ParallelFor.Run(body.Chunks, (long)c.Rows * c.Columns * a.Columns, body);
    }

    private readonly struct Body(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool accumulate) : IChunkBody
    {
        private int Groups => (c.Columns + Columns - 1) / Columns;

        // Each thread has its own columns, so that B, the large matrix here, is read only once.
        public int Chunks => Math.Min(Groups, 8);

        public void Run(int chunk)
        {
            int first = (int)((long)Groups * chunk / Chunks) * Columns;
            int end = Math.Min((int)((long)Groups * (chunk + 1) / Chunks) * Columns, c.Columns);
            fixed (T* aData = a, bData = b, cData = c)
            {
                T* columnsB = bData + (first * b.ColumnStride), columnsC = cData + (first * c.ColumnStride);
                Block(
                    c.Rows,
                    end - first,
                    a.Columns,
                    aData,
                    a.RowStride,
                    columnsB,
                    b.ColumnStride,
                    columnsC,
                    c.RowStride,
                    c.ColumnStride,
                    accumulate);
            }
        }
    }

    private static void Block(int m, int n, int k, T* a, nint aRow, T* b, nint bColumn, T* c, nint cRow, nint cColumn, bool accumulate)
    {
        T* sums = stackalloc T[Rows * Columns];
        for (int column = 0; column < n; column += Columns)
        {
            int columns = Math.Min(Columns, n - column);
            T* b0 = b + (column * bColumn);
            T* b1 = columns > 1 ? b0 + bColumn : b0;
            T* b2 = columns > 2 ? b1 + bColumn : b0;
            T* b3 = columns > 3 ? b2 + bColumn : b0;
            for (int row = 0; row < m; row += Rows)
            {
                int rows = Math.Min(Rows, m - row);
                T* a0 = a + (row * aRow);
                if (rows == 1)
                    Dots1x4(k, a0, b0, b1, b2, b3, sums);
                else
                    Dots3x4(k, a0, a0 + aRow, rows > 2 ? a0 + (2 * aRow) : a0, b0, b1, b2, b3, sums);

                T* target = c + (row * cRow) + (column * cColumn);
                for (int r = 0; r < rows; r++, target += cRow)
                {
                    for (int j = 0; j < columns; j++)
                        target[j * cColumn] = accumulate ? target[j * cColumn] + sums[(r * Columns) + j] : sums[(r * Columns) + j];
                }
            }
        }
    }

    // Twelve sums, three vectors of A and one of B fill the sixteen registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Dots3x4(int k, T* a0, T* a1, T* a2, T* b0, T* b1, T* b2, T* b3, T* sums)
    {
        TVector s00 = TSimd.Zero, s01 = TSimd.Zero, s02 = TSimd.Zero, s03 = TSimd.Zero;
        TVector s10 = TSimd.Zero, s11 = TSimd.Zero, s12 = TSimd.Zero, s13 = TSimd.Zero;
        TVector s20 = TSimd.Zero, s21 = TSimd.Zero, s22 = TSimd.Zero, s23 = TSimd.Zero;
        nint p = 0;
        for (; p + TSimd.Width <= k; p += TSimd.Width)
        {
            TVector x0 = TSimd.Load(a0 + p), x1 = TSimd.Load(a1 + p), x2 = TSimd.Load(a2 + p);
            TVector y = TSimd.Load(b0 + p);
            s00 = TSimd.MultiplyAdd(x0, y, s00);
            s10 = TSimd.MultiplyAdd(x1, y, s10);
            s20 = TSimd.MultiplyAdd(x2, y, s20);
            y = TSimd.Load(b1 + p);
            s01 = TSimd.MultiplyAdd(x0, y, s01);
            s11 = TSimd.MultiplyAdd(x1, y, s11);
            s21 = TSimd.MultiplyAdd(x2, y, s21);
            y = TSimd.Load(b2 + p);
            s02 = TSimd.MultiplyAdd(x0, y, s02);
            s12 = TSimd.MultiplyAdd(x1, y, s12);
            s22 = TSimd.MultiplyAdd(x2, y, s22);
            y = TSimd.Load(b3 + p);
            s03 = TSimd.MultiplyAdd(x0, y, s03);
            s13 = TSimd.MultiplyAdd(x1, y, s13);
            s23 = TSimd.MultiplyAdd(x2, y, s23);
        }

        TSimd.Sum4(s00, s01, s02, s03, sums);
        TSimd.Sum4(s10, s11, s12, s13, sums + Columns);
        TSimd.Sum4(s20, s21, s22, s23, sums + (2 * Columns));
        for (; p < k; p++)
        {
            T y0 = b0[p], y1 = b1[p], y2 = b2[p], y3 = b3[p];
            Add(sums, a0[p], y0, y1, y2, y3);
            Add(sums + Columns, a1[p], y0, y1, y2, y3);
            Add(sums + (2 * Columns), a2[p], y0, y1, y2, y3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T* sums, T x, T y0, T y1, T y2, T y3)
    {
        sums[0] += x * y0;
        sums[1] += x * y1;
        sums[2] += x * y2;
        sums[3] += x * y3;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Dots1x4(int k, T* a, T* b0, T* b1, T* b2, T* b3, T* sums)
    {
        // Two accumulators for each column: four in all would not hide the multiply-add latency.
        TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
        TVector t0 = TSimd.Zero, t1 = TSimd.Zero, t2 = TSimd.Zero, t3 = TSimd.Zero;
        nint p = 0;
        for (; p + (2 * TSimd.Width) <= k; p += 2 * TSimd.Width)
        {
            TVector x = TSimd.Load(a + p), z = TSimd.Load(a + p + TSimd.Width);
            s0 = TSimd.MultiplyAdd(x, TSimd.Load(b0 + p), s0);
            s1 = TSimd.MultiplyAdd(x, TSimd.Load(b1 + p), s1);
            s2 = TSimd.MultiplyAdd(x, TSimd.Load(b2 + p), s2);
            s3 = TSimd.MultiplyAdd(x, TSimd.Load(b3 + p), s3);
            t0 = TSimd.MultiplyAdd(z, TSimd.Load(b0 + p + TSimd.Width), t0);
            t1 = TSimd.MultiplyAdd(z, TSimd.Load(b1 + p + TSimd.Width), t1);
            t2 = TSimd.MultiplyAdd(z, TSimd.Load(b2 + p + TSimd.Width), t2);
            t3 = TSimd.MultiplyAdd(z, TSimd.Load(b3 + p + TSimd.Width), t3);
        }

        sums[0] = TSimd.Sum(TSimd.Add(s0, t0));
        sums[1] = TSimd.Sum(TSimd.Add(s1, t1));
        sums[2] = TSimd.Sum(TSimd.Add(s2, t2));
        sums[3] = TSimd.Sum(TSimd.Add(s3, t3));
        for (; p < k; p++)
            Add(sums, a[p], b0[p], b1[p], b2[p], b3[p]);
    }
}
