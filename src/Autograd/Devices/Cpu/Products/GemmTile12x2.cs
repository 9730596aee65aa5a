using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>A register tile: a product of packed panels, small enough for its sums to stay in vector registers.</summary>
internal unsafe interface IGemmTile<T>
    where T : unmanaged
{
    /// <summary>Rows of A in a packed panel.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of B in a packed panel.</summary>
    static abstract int Columns { get; }

    /// <summary>
    /// C = A·B or C += A·B over all rows and columns of the tile. a is [k][Rows], b is [k][Columns], C's columns are contiguous.
    /// </summary>
    static abstract void Run(nint k, T* a, T* b, T* c, nint cRow, bool accumulate);

    /// <summary>
    /// As <see cref="Run"/>, but reads A and B in place; B's columns are contiguous. Only the first <paramref name="rows"/> rows of the
    /// tile exist; the others repeat the last of them.
    /// </summary>
    static abstract void RunInPlace(nint k, T* a, nint aRow, nint aColumn, int rows, T* b, nint bRow, T* c, nint cRow, bool accumulate);

    /// <summary>As <see cref="RunInPlace"/> over half of the tile's columns.</summary>
    static abstract void RunNarrow(nint k, T* a, nint aRow, nint aColumn, int rows, T* b, nint bRow, T* c, nint cRow, bool accumulate);
}

/// <summary>The product of 12 rows and two vectors of columns, with 24 accumulators: for the 32 registers of AVX-512.</summary>
internal readonly unsafe struct Tile12x2<T, TSimd, TVector> : IGemmTile<T>
    where T : unmanaged, INumber<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    public static int Rows => 12;

    public static int Columns => 2 * TSimd.Width;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(nint k, T* a, T* b, T* c, nint cRow, bool accumulate)
    {
        TVector c0l = TSimd.Zero, c0h = TSimd.Zero;
        TVector c1l = TSimd.Zero, c1h = TSimd.Zero;
        TVector c2l = TSimd.Zero, c2h = TSimd.Zero;
        TVector c3l = TSimd.Zero, c3h = TSimd.Zero;
        TVector c4l = TSimd.Zero, c4h = TSimd.Zero;
        TVector c5l = TSimd.Zero, c5h = TSimd.Zero;
        TVector c6l = TSimd.Zero, c6h = TSimd.Zero;
        TVector c7l = TSimd.Zero, c7h = TSimd.Zero;
        TVector c8l = TSimd.Zero, c8h = TSimd.Zero;
        TVector c9l = TSimd.Zero, c9h = TSimd.Zero;
        TVector c10l = TSimd.Zero, c10h = TSimd.Zero;
        TVector c11l = TSimd.Zero, c11h = TSimd.Zero;
        for (; k > 0; k--, a += 12, b += 2 * TSimd.Width)
        {
            TVector low = TSimd.Load(b);
            TVector high = TSimd.Load(b + TSimd.Width);
            TVector v0 = TSimd.Broadcast(a[0]);
            c0l = TSimd.MultiplyAdd(v0, low, c0l);
            c0h = TSimd.MultiplyAdd(v0, high, c0h);
            TVector v1 = TSimd.Broadcast(a[1]);
            c1l = TSimd.MultiplyAdd(v1, low, c1l);
            c1h = TSimd.MultiplyAdd(v1, high, c1h);
            TVector v2 = TSimd.Broadcast(a[2]);
            c2l = TSimd.MultiplyAdd(v2, low, c2l);
            c2h = TSimd.MultiplyAdd(v2, high, c2h);
            TVector v3 = TSimd.Broadcast(a[3]);
            c3l = TSimd.MultiplyAdd(v3, low, c3l);
            c3h = TSimd.MultiplyAdd(v3, high, c3h);
            TVector v4 = TSimd.Broadcast(a[4]);
            c4l = TSimd.MultiplyAdd(v4, low, c4l);
            c4h = TSimd.MultiplyAdd(v4, high, c4h);
            TVector v5 = TSimd.Broadcast(a[5]);
            c5l = TSimd.MultiplyAdd(v5, low, c5l);
            c5h = TSimd.MultiplyAdd(v5, high, c5h);
            TVector v6 = TSimd.Broadcast(a[6]);
            c6l = TSimd.MultiplyAdd(v6, low, c6l);
            c6h = TSimd.MultiplyAdd(v6, high, c6h);
            TVector v7 = TSimd.Broadcast(a[7]);
            c7l = TSimd.MultiplyAdd(v7, low, c7l);
            c7h = TSimd.MultiplyAdd(v7, high, c7h);
            TVector v8 = TSimd.Broadcast(a[8]);
            c8l = TSimd.MultiplyAdd(v8, low, c8l);
            c8h = TSimd.MultiplyAdd(v8, high, c8h);
            TVector v9 = TSimd.Broadcast(a[9]);
            c9l = TSimd.MultiplyAdd(v9, low, c9l);
            c9h = TSimd.MultiplyAdd(v9, high, c9h);
            TVector v10 = TSimd.Broadcast(a[10]);
            c10l = TSimd.MultiplyAdd(v10, low, c10l);
            c10h = TSimd.MultiplyAdd(v10, high, c10h);
            TVector v11 = TSimd.Broadcast(a[11]);
            c11l = TSimd.MultiplyAdd(v11, low, c11l);
            c11h = TSimd.MultiplyAdd(v11, high, c11h);
        }

        Put(c0l, c0h, c, accumulate);
        Put(c1l, c1h, c + cRow, accumulate);
        Put(c2l, c2h, c + (2 * cRow), accumulate);
        Put(c3l, c3h, c + (3 * cRow), accumulate);
        Put(c4l, c4h, c + (4 * cRow), accumulate);
        Put(c5l, c5h, c + (5 * cRow), accumulate);
        Put(c6l, c6h, c + (6 * cRow), accumulate);
        Put(c7l, c7h, c + (7 * cRow), accumulate);
        Put(c8l, c8h, c + (8 * cRow), accumulate);
        Put(c9l, c9h, c + (9 * cRow), accumulate);
        Put(c10l, c10h, c + (10 * cRow), accumulate);
        Put(c11l, c11h, c + (11 * cRow), accumulate);
    }

    // There are not enough registers for twelve addresses, so this runs in two halves of six.
    public static void RunInPlace(nint k, T* a, nint aRow, nint aColumn, int rows, T* b, nint bRow, T* c, nint cRow, bool accumulate)
    {
        Tile6x2<T, TSimd, TVector>.RunInPlace(k, a, aRow, aColumn, Math.Min(rows, 6), b, bRow, c, cRow, accumulate);
        if (rows > 6)
            Tile6x2<T, TSimd, TVector>.RunInPlace(k, a + (6 * aRow), aRow, aColumn, rows - 6, b, bRow, c + (6 * cRow), cRow, accumulate);
    }

    public static void RunNarrow(nint k, T* a, nint aRow, nint aColumn, int rows, T* b, nint bRow, T* c, nint cRow, bool accumulate)
    {
        Tile6x1<T, TSimd, TVector>.Run(k, a, aRow, aColumn, Math.Min(rows, 6), b, bRow, c, cRow, accumulate);
        if (rows > 6)
            Tile6x1<T, TSimd, TVector>.Run(k, a + (6 * aRow), aRow, aColumn, rows - 6, b, bRow, c + (6 * cRow), cRow, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector low, TVector high, T* c, bool accumulate)
    {
        if (accumulate)
        {
            low = TSimd.Add(TSimd.Load(c), low);
            high = TSimd.Add(TSimd.Load(c + TSimd.Width), high);
        }

        TSimd.Store(low, c);
        TSimd.Store(high, c + TSimd.Width);
    }
}
