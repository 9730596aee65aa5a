using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Products of few rows with a B whose columns are contiguous (x·Wᵀ with W stored [out, in], and matrix·vector): every
/// element is a dot product along contiguous memory, and packing B would cost more than the product.
/// </summary>
internal static unsafe class GemmDot<T, TSimd, TVector>
    where T : unmanaged, INumber<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    /// <summary>C = A·B or C += A·B, where A's rows and B's columns are contiguous. C's strides may be anything.</summary>
    public static void Multiply(int m, int n, int k, T* a, nint aRow, T* b, nint bColumn, T* c, nint cRow, nint cColumn, bool accumulate)
    {
        T* sums = stackalloc T[8];
        for (int row = 0; row < m; row += 2)
        {
            int rows = Math.Min(2, m - row);
            T* a0 = a + (row * aRow);
            for (int column = 0; column < n; column += 4)
            {
                int columns = Math.Min(4, n - column);
                T* b0 = b + (column * bColumn);
                T* b1 = columns > 1 ? b0 + bColumn : b0;
                T* b2 = columns > 2 ? b1 + bColumn : b0;
                T* b3 = columns > 3 ? b2 + bColumn : b0;
                if (rows == 2)
                    Dots2x4(k, a0, a0 + aRow, b0, b1, b2, b3, sums);
                else
                    Dots1x4(k, a0, b0, b1, b2, b3, sums);

                for (int r = 0; r < rows; r++)
                {
                    T* target = c + ((row + r) * cRow) + (column * cColumn);
                    for (int j = 0; j < columns; j++)
                        target[j * cColumn] = accumulate ? target[j * cColumn] + sums[(r * 4) + j] : sums[(r * 4) + j];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Dots2x4(int k, T* a0, T* a1, T* b0, T* b1, T* b2, T* b3, T* sums)
    {
        TVector s00 = TSimd.Zero, s01 = TSimd.Zero, s02 = TSimd.Zero, s03 = TSimd.Zero;
        TVector s10 = TSimd.Zero, s11 = TSimd.Zero, s12 = TSimd.Zero, s13 = TSimd.Zero;
        nint p = 0;
        for (; p + TSimd.Width <= k; p += TSimd.Width)
        {
            TVector x0 = TSimd.Load(a0 + p), x1 = TSimd.Load(a1 + p);
            TVector y = TSimd.Load(b0 + p);
            s00 = TSimd.MultiplyAdd(x0, y, s00);
            s10 = TSimd.MultiplyAdd(x1, y, s10);
            y = TSimd.Load(b1 + p);
            s01 = TSimd.MultiplyAdd(x0, y, s01);
            s11 = TSimd.MultiplyAdd(x1, y, s11);
            y = TSimd.Load(b2 + p);
            s02 = TSimd.MultiplyAdd(x0, y, s02);
            s12 = TSimd.MultiplyAdd(x1, y, s12);
            y = TSimd.Load(b3 + p);
            s03 = TSimd.MultiplyAdd(x0, y, s03);
            s13 = TSimd.MultiplyAdd(x1, y, s13);
        }

        sums[0] = TSimd.Sum(s00);
        sums[1] = TSimd.Sum(s01);
        sums[2] = TSimd.Sum(s02);
        sums[3] = TSimd.Sum(s03);
        sums[4] = TSimd.Sum(s10);
        sums[5] = TSimd.Sum(s11);
        sums[6] = TSimd.Sum(s12);
        sums[7] = TSimd.Sum(s13);
        for (; p < k; p++)
        {
            T x = a0[p];
            sums[0] += x * b0[p];
            sums[1] += x * b1[p];
            sums[2] += x * b2[p];
            sums[3] += x * b3[p];
            x = a1[p];
            sums[4] += x * b0[p];
            sums[5] += x * b1[p];
            sums[6] += x * b2[p];
            sums[7] += x * b3[p];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Dots1x4(int k, T* a, T* b0, T* b1, T* b2, T* b3, T* sums)
    {
        // Two sums for each column: four alone would wait for their own latency.
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
        {
            T x = a[p];
            sums[0] += x * b0[p];
            sums[1] += x * b1[p];
            sums[2] += x * b2[p];
            sums[3] += x * b3[p];
        }
    }
}
