using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// The product of 6 rows and one vector of columns, for the last columns of a matrix. Six accumulators would not hide the latency of
/// their multiply-adds, so each element has two: one for even steps and one for odd steps.
/// </summary>
internal static unsafe class Tile6x1<T, TSimd, TVector>
    where T : unmanaged, INumber<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    /// <summary>C = A·B or C += A·B; the first <paramref name="rows"/> rows of A exist, the others repeat the last of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(nint k, T* a, nint aRow, nint aColumn, int rows, T* b, nint bRow, T* c, nint cRow, bool accumulate)
    {
        T* a1 = rows > 1 ? a + aRow : a;
        T* a2 = rows > 2 ? a1 + aRow : a1;
        T* a3 = rows > 3 ? a2 + aRow : a2;
        T* a4 = rows > 4 ? a3 + aRow : a3;
        T* a5 = rows > 5 ? a4 + aRow : a4;
        TVector even0 = TSimd.Zero, even1 = TSimd.Zero, even2 = TSimd.Zero, even3 = TSimd.Zero, even4 = TSimd.Zero, even5 = TSimd.Zero;
        TVector odd0 = TSimd.Zero, odd1 = TSimd.Zero, odd2 = TSimd.Zero, odd3 = TSimd.Zero, odd4 = TSimd.Zero, odd5 = TSimd.Zero;
        nint at = 0;
        for (; k >= 2; k -= 2)
        {
            TVector row = TSimd.Load(b);
            even0 = TSimd.MultiplyAdd(TSimd.Broadcast(a[at]), row, even0);
            even1 = TSimd.MultiplyAdd(TSimd.Broadcast(a1[at]), row, even1);
            even2 = TSimd.MultiplyAdd(TSimd.Broadcast(a2[at]), row, even2);
            even3 = TSimd.MultiplyAdd(TSimd.Broadcast(a3[at]), row, even3);
            even4 = TSimd.MultiplyAdd(TSimd.Broadcast(a4[at]), row, even4);
            even5 = TSimd.MultiplyAdd(TSimd.Broadcast(a5[at]), row, even5);
            at += aColumn;
            row = TSimd.Load(b + bRow);
            odd0 = TSimd.MultiplyAdd(TSimd.Broadcast(a[at]), row, odd0);
            odd1 = TSimd.MultiplyAdd(TSimd.Broadcast(a1[at]), row, odd1);
            odd2 = TSimd.MultiplyAdd(TSimd.Broadcast(a2[at]), row, odd2);
            odd3 = TSimd.MultiplyAdd(TSimd.Broadcast(a3[at]), row, odd3);
            odd4 = TSimd.MultiplyAdd(TSimd.Broadcast(a4[at]), row, odd4);
            odd5 = TSimd.MultiplyAdd(TSimd.Broadcast(a5[at]), row, odd5);
            at += aColumn;
            b += 2 * bRow;
        }

        if (k > 0)
        {
            TVector row = TSimd.Load(b);
            even0 = TSimd.MultiplyAdd(TSimd.Broadcast(a[at]), row, even0);
            even1 = TSimd.MultiplyAdd(TSimd.Broadcast(a1[at]), row, even1);
            even2 = TSimd.MultiplyAdd(TSimd.Broadcast(a2[at]), row, even2);
            even3 = TSimd.MultiplyAdd(TSimd.Broadcast(a3[at]), row, even3);
            even4 = TSimd.MultiplyAdd(TSimd.Broadcast(a4[at]), row, even4);
            even5 = TSimd.MultiplyAdd(TSimd.Broadcast(a5[at]), row, even5);
        }

        Put(TSimd.Add(even0, odd0), c, accumulate);
        Put(TSimd.Add(even1, odd1), c + cRow, accumulate);
        Put(TSimd.Add(even2, odd2), c + (2 * cRow), accumulate);
        Put(TSimd.Add(even3, odd3), c + (3 * cRow), accumulate);
        Put(TSimd.Add(even4, odd4), c + (4 * cRow), accumulate);
        Put(TSimd.Add(even5, odd5), c + (5 * cRow), accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector sum, T* c, bool accumulate) =>
        TSimd.Store(accumulate ? TSimd.Add(TSimd.Load(c), sum) : sum, c);
}
