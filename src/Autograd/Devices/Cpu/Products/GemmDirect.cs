using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Products too small for packing to pay off, with contiguous rows of B and C: the tiles read A and B in place.
/// </summary>
internal static unsafe class GemmDirect<T, TSimd, TVector>
    where T : unmanaged, INumber<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    // Once B outgrows the L1 cache, streaming it row by row beats keeping the sums in registers.
    private const int StreamingLength = 16_384;

    /// <summary>The fewest columns that this vector width supports.</summary>
    public static int MinColumns => 2 * TSimd.Width;

    /// <summary>C = A·B or C += A·B for n ≥ <see cref="MinColumns"/>. A may have any strides.</summary>
    public static void Multiply(int m, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* c, nint cRow, bool accumulate)
    {
        if (k == 1)
        {
            for (int r = 0; r < m; r++)
                Scale(n, a[r * aRow], b, c + (r * cRow), accumulate);
            return;
        }

        int row = 0;
        for (; m - row > 1; row += 6)
            Rows6(Math.Min(6, m - row), n, k, a + (row * aRow), aRow, aColumn, b, bRow, c + (row * cRow), cRow, accumulate);
        if (row == m - 1)
            Row1(n, k, a + (row * aRow), aColumn, b, bRow, c + (row * cRow), accumulate);
    }

    private static void Rows6(
        int rows, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* c, nint cRow, bool accumulate)
    {
        int columns = 2 * TSimd.Width;
        T* edge = stackalloc T[6 * columns];
        int column = 0;
        if (rows == 6)
        {
            for (; column + columns <= n; column += columns)
                Tile6x2<T, TSimd, TVector>.RunInPlace(k, a, aRow, aColumn, rows, b + column, bRow, c + column, cRow, accumulate);
        }

        for (; column < n; column += columns)
        {
            // The last tile is shifted back over columns that are already done.
            int skip = Math.Max(0, column + columns - n);
            Tile6x2<T, TSimd, TVector>.RunInPlace(k, a, aRow, aColumn, rows, b + column - skip, bRow, edge, columns, false);
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
        if ((long)n * k > StreamingLength)
        {
            Stream(n, k, a, aColumn, b, bRow, c, accumulate);
            return;
        }

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

    // c = x·b: a row of an outer product.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scale(int n, T x, T* b, T* c, bool accumulate)
    {
        TVector factor = TSimd.Broadcast(x);
        int i = 0;
        for (; i + TSimd.Width <= n; i += TSimd.Width)
            TSimd.Store(TSimd.MultiplyAdd(factor, TSimd.Load(b + i), accumulate ? TSimd.Load(c + i) : TSimd.Zero), c + i);
        for (; i < n; i++)
            c[i] = accumulate ? (x * b[i]) + c[i] : x * b[i];
    }

    private static void Stream(int n, int k, T* a, nint aColumn, T* b, nint bRow, T* c, bool accumulate)
    {
        int p = 0;
        for (; p + 4 <= k; p += 4, b += 4 * bRow, a += 4 * aColumn)
            Add4(n, a[0], a[aColumn], a[2 * aColumn], a[3 * aColumn], b, b + bRow, b + (2 * bRow), b + (3 * bRow), c, accumulate || p > 0);
        for (; p < k; p++, b += bRow, a += aColumn)
            Scale(n, *a, b, c, accumulate || p > 0);
    }

    // c += x0·b0 + x1·b1 + x2·b2 + x3·b3, added in this order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Add4(int n, T x0, T x1, T x2, T x3, T* b0, T* b1, T* b2, T* b3, T* c, bool accumulate)
    {
        TVector v0 = TSimd.Broadcast(x0), v1 = TSimd.Broadcast(x1), v2 = TSimd.Broadcast(x2), v3 = TSimd.Broadcast(x3);
        nint i = 0;
        for (; i + TSimd.Width <= n; i += TSimd.Width)
        {
            TVector sum = accumulate ? TSimd.Load(c + i) : TSimd.Zero;
            sum = TSimd.MultiplyAdd(v0, TSimd.Load(b0 + i), sum);
            sum = TSimd.MultiplyAdd(v1, TSimd.Load(b1 + i), sum);
            sum = TSimd.MultiplyAdd(v2, TSimd.Load(b2 + i), sum);
            TSimd.Store(TSimd.MultiplyAdd(v3, TSimd.Load(b3 + i), sum), c + i);
        }

        for (; i < n; i++)
        {
            T sum = accumulate ? c[i] : T.Zero;
            sum += x0 * b0[i];
            sum += x1 * b1[i];
            sum += x2 * b2[i];
            c[i] = sum + (x3 * b3[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile1x1(int k, T* a, nint aColumn, T* b, nint bRow, T* c)
    {
        // Two accumulators: a single one would stall on the latency of its own multiply-adds.
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
