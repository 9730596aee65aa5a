using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Products too small to pay for packing, with contiguous rows of B and C: tiles read A and B where they are.
/// </summary>
internal static unsafe class GemmDirect<T, TSimd, TVector>
    where T : unmanaged, INumber<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    /// <summary>The fewest columns this width can do.</summary>
    public static int MinColumns => 2 * TSimd.Width;

    /// <summary>C = A·B or C += A·B for n ≥ <see cref="MinColumns"/>. A's strides may be anything.</summary>
    public static void Multiply(int m, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* c, nint cRow, bool accumulate)
    {
        int row = 0;
        for (; m - row > 1; row += 6)
            Rows6(Math.Min(6, m - row), n, k, a + (row * aRow), aRow, aColumn, b, bRow, c + (row * cRow), cRow, accumulate);
        if (row == m - 1)
            Row1(n, k, a + (row * aRow), aColumn, b, bRow, c + (row * cRow), accumulate);
    }

    private static void Rows6(
        int rows, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* c, nint cRow, bool accumulate)
    {
        // Rows that do not exist repeat the last one and are not copied out.
        T* a1 = a + (Math.Min(1, rows - 1) * aRow);
        T* a2 = a + (Math.Min(2, rows - 1) * aRow);
        T* a3 = a + (Math.Min(3, rows - 1) * aRow);
        T* a4 = a + (Math.Min(4, rows - 1) * aRow);
        T* a5 = a + (Math.Min(5, rows - 1) * aRow);
        int columns = 2 * TSimd.Width;
        T* edge = stackalloc T[6 * columns];
        int column = 0;
        if (rows == 6)
        {
            for (; column + columns <= n; column += columns)
            {
                var walk = new StridedRows<T>(b + column, bRow);
                Tile6x2<T, TSimd, TVector>.Run(k, a, a1, a2, a3, a4, a5, aColumn, walk, c + column, cRow, accumulate);
            }
        }

        for (; column < n; column += columns)
        {
            // The last columns are reached by moving the tile back over ones that are done already.
            int skip = Math.Max(0, column + columns - n);
            var walk = new StridedRows<T>(b + column - skip, bRow);
            Tile6x2<T, TSimd, TVector>.Run(k, a, a1, a2, a3, a4, a5, aColumn, walk, edge, columns, false);
            for (int r = 0; r < rows; r++)
                Copy(edge + (r * columns) + skip, c + (r * cRow) + column, columns - skip, accumulate);
        }
    }

    private static void Copy(T* source, T* target, int count, bool accumulate)
    {
        int i = 0;
        for (; i + TSimd.Width <= count; i += TSimd.Width)
        {
            TVector value = TSimd.Load(source + i);
            TSimd.Store(accumulate ? TSimd.Add(TSimd.Load(target + i), value) : value, target + i);
        }

        for (; i < count; i++)
            target[i] = accumulate ? target[i] + source[i] : source[i];
    }

    private static void Row1(int n, int k, T* a, nint aColumn, T* b, nint bRow, T* c, bool accumulate)
    {
        int columns = 4 * TSimd.Width;
        int column = 0;
        for (; column + columns <= n; column += columns)
            Tile1x4(k, a, aColumn, b + column, bRow, c + column, accumulate);

        T* edge = stackalloc T[TSimd.Width];
        for (; column < n; column += TSimd.Width)
        {
            int skip = Math.Max(0, column + TSimd.Width - n);
            Tile1x1(k, a, aColumn, b + column - skip, bRow, edge);
            Copy(edge + skip, c + column, TSimd.Width - skip, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x4(int k, T* a, nint aColumn, T* b, nint bRow, T* c, bool accumulate)
    {
        TVector s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
        for (; k > 0; k--, a += aColumn, b += bRow)
        {
            TVector x = TSimd.Broadcast(*a);
            s0 = TSimd.MultiplyAdd(x, TSimd.Load(b), s0);
            s1 = TSimd.MultiplyAdd(x, TSimd.Load(b + TSimd.Width), s1);
            s2 = TSimd.MultiplyAdd(x, TSimd.Load(b + (2 * TSimd.Width)), s2);
            s3 = TSimd.MultiplyAdd(x, TSimd.Load(b + (3 * TSimd.Width)), s3);
        }

        if (accumulate)
        {
            s0 = TSimd.Add(TSimd.Load(c), s0);
            s1 = TSimd.Add(TSimd.Load(c + TSimd.Width), s1);
            s2 = TSimd.Add(TSimd.Load(c + (2 * TSimd.Width)), s2);
            s3 = TSimd.Add(TSimd.Load(c + (3 * TSimd.Width)), s3);
        }

        TSimd.Store(s0, c);
        TSimd.Store(s1, c + TSimd.Width);
        TSimd.Store(s2, c + (2 * TSimd.Width));
        TSimd.Store(s3, c + (3 * TSimd.Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x1(int k, T* a, nint aColumn, T* b, nint bRow, T* c)
    {
        // Two sums, because one alone would wait for its own latency at every step.
        TVector even = TSimd.Zero, odd = TSimd.Zero;
        for (; k >= 2; k -= 2, a += 2 * aColumn, b += 2 * bRow)
        {
            even = TSimd.MultiplyAdd(TSimd.Broadcast(*a), TSimd.Load(b), even);
            odd = TSimd.MultiplyAdd(TSimd.Broadcast(a[aColumn]), TSimd.Load(b + bRow), odd);
        }

        if (k > 0)
            even = TSimd.MultiplyAdd(TSimd.Broadcast(*a), TSimd.Load(b), even);
        TSimd.Store(TSimd.Add(even, odd), c);
    }
}
