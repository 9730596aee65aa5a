using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// The product of 6 rows and two vectors of columns, held in 12 vector registers: with two vectors of B and one broadcast of A this
/// fits 16 registers. Twelve independent sums also hide the latency of two multiply-adds per cycle.
/// </summary>
internal readonly unsafe struct Tile6x2<T, TSimd, TVector> : IGemmTile<T>
    where T : unmanaged, INumber<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    public static int Rows => 6;

    public static int Columns => 2 * TSimd.Width;

    public static void Run(nint k, T* a, T* b, T* c, nint cRow, bool accumulate) =>
        Run(k, a, a + 1, a + 2, a + 3, a + 4, a + 5, new EvenSteps(6), new StridedRows<T>(b, 2 * TSimd.Width), c, cRow, accumulate);

    public static void RunInPlace(nint k, T* a, nint aRow, nint aColumn, int rows, T* b, nint bRow, T* c, nint cRow, bool accumulate)
    {
        T* a1 = rows > 1 ? a + aRow : a;
        T* a2 = rows > 2 ? a1 + aRow : a1;
        T* a3 = rows > 3 ? a2 + aRow : a2;
        T* a4 = rows > 4 ? a3 + aRow : a3;
        T* a5 = rows > 5 ? a4 + aRow : a4;
        Run(k, a, a1, a2, a3, a4, a5, new EvenSteps(aColumn), new StridedRows<T>(b, bRow), c, cRow, accumulate);
    }

    public static void RunNarrow(nint k, T* a, nint aRow, nint aColumn, int rows, T* b, nint bRow, T* c, nint cRow, bool accumulate) =>
        Tile6x1<T, TSimd, TVector>.Run(k, a, aRow, aColumn, rows, b, bRow, c, cRow, accumulate);

    /// <summary>C = A·B or C += A·B, where row r of A starts at a<em>r</em>: the rows need be neither packed nor evenly spaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TSteps, TRows>(
        nint k, T* a0, T* a1, T* a2, T* a3, T* a4, T* a5, TSteps steps, TRows b, T* c, nint cRow, bool accumulate)
        where TSteps : struct, IStepWalk
        where TRows : struct, IRowWalk<T>
    {
        TVector c0l = TSimd.Zero, c0h = TSimd.Zero;
        TVector c1l = TSimd.Zero, c1h = TSimd.Zero;
        TVector c2l = TSimd.Zero, c2h = TSimd.Zero;
        TVector c3l = TSimd.Zero, c3h = TSimd.Zero;
        TVector c4l = TSimd.Zero, c4h = TSimd.Zero;
        TVector c5l = TSimd.Zero, c5h = TSimd.Zero;
        for (; k > 0; k--)
        {
            nint at = steps.Next();
            T* row = b.Next();
            TVector low = TSimd.Load(row);
            TVector high = TSimd.Load(row + TSimd.Width);
            TVector v0 = TSimd.Broadcast(a0[at]);
            c0l = TSimd.MultiplyAdd(v0, low, c0l);
            c0h = TSimd.MultiplyAdd(v0, high, c0h);
            TVector v1 = TSimd.Broadcast(a1[at]);
            c1l = TSimd.MultiplyAdd(v1, low, c1l);
            c1h = TSimd.MultiplyAdd(v1, high, c1h);
            TVector v2 = TSimd.Broadcast(a2[at]);
            c2l = TSimd.MultiplyAdd(v2, low, c2l);
            c2h = TSimd.MultiplyAdd(v2, high, c2h);
            TVector v3 = TSimd.Broadcast(a3[at]);
            c3l = TSimd.MultiplyAdd(v3, low, c3l);
            c3h = TSimd.MultiplyAdd(v3, high, c3h);
            TVector v4 = TSimd.Broadcast(a4[at]);
            c4l = TSimd.MultiplyAdd(v4, low, c4l);
            c4h = TSimd.MultiplyAdd(v4, high, c4h);
            TVector v5 = TSimd.Broadcast(a5[at]);
            c5l = TSimd.MultiplyAdd(v5, low, c5l);
            c5h = TSimd.MultiplyAdd(v5, high, c5h);
        }

        Put(c0l, c0h, c, accumulate);
        Put(c1l, c1h, c + cRow, accumulate);
        Put(c2l, c2h, c + (2 * cRow), accumulate);
        Put(c3l, c3h, c + (3 * cRow), accumulate);
        Put(c4l, c4h, c + (4 * cRow), accumulate);
        Put(c5l, c5h, c + (5 * cRow), accumulate);
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
