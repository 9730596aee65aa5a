using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>The number of vectors in a row of sums, as a type, so that the sums stay in registers.</summary>
internal interface IVectorCount
{
    /// <summary>The number of vectors.</summary>
    static abstract int Value { get; }
}

/// <summary>Four vectors.</summary>
internal readonly struct Vectors4 : IVectorCount
{
    public static int Value => 4;
}

/// <summary>Seven vectors.</summary>
internal readonly struct Vectors7 : IVectorCount
{
    public static int Value => 7;
}

/// <summary>Ten vectors.</summary>
internal readonly struct Vectors10 : IVectorCount
{
    public static int Value => 10;
}

/// <summary>13 vectors: with the factor and its operand, as many as 16 registers hold.</summary>
internal readonly struct Vectors13 : IVectorCount
{
    public static int Value => 13;
}

/// <summary>Sums, in registers, the rows of a panel of B whose factors in one word of a row of A are nonzero.</summary>
internal static unsafe class SparseRow<T, TSimd, TVector, TCount>
    where T : unmanaged, INumber<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where TCount : struct, IVectorCount
{
    /// <summary>
    /// sums = a·B or sums += a·B over the steps whose bits are set, of which there must be at least one. B's rows are contiguous and as
    /// long as the sums.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(ulong chosen, T* a, nint aStep, T* b, T* sums, bool accumulate)
    {
        TVector c0 = TSimd.Zero, c1 = TSimd.Zero, c2 = TSimd.Zero, c3 = TSimd.Zero, c4 = TSimd.Zero, c5 = TSimd.Zero, c6 = TSimd.Zero;
        TVector c7 = TSimd.Zero, c8 = TSimd.Zero, c9 = TSimd.Zero, c10 = TSimd.Zero, c11 = TSimd.Zero, c12 = TSimd.Zero;
        if (accumulate)
        {
            (c0, c1, c2, c3) = (TSimd.Load(sums), Load(sums, 1), Load(sums, 2), Load(sums, 3));
            (c4, c5, c6) = (Load(sums, 4), Load(sums, 5), Load(sums, 6));
            (c7, c8, c9) = (Load(sums, 7), Load(sums, 8), Load(sums, 9));
            (c10, c11, c12) = (Load(sums, 10), Load(sums, 11), Load(sums, 12));
        }

        do
        {
            nint at = BitOperations.TrailingZeroCount(chosen);
            chosen &= chosen - 1;
            TVector v = TSimd.Broadcast(a[at * aStep]);
            T* row = b + (at * (TCount.Value * TSimd.Width));
            c0 = TSimd.MultiplyAdd(v, TSimd.Load(row), c0);
            c1 = TSimd.MultiplyAdd(v, TSimd.Load(row + TSimd.Width), c1);
            c2 = TSimd.MultiplyAdd(v, TSimd.Load(row + (2 * TSimd.Width)), c2);
            c3 = TSimd.MultiplyAdd(v, TSimd.Load(row + (3 * TSimd.Width)), c3);
            if (TCount.Value > 4)
            {
                c4 = TSimd.MultiplyAdd(v, TSimd.Load(row + (4 * TSimd.Width)), c4);
                c5 = TSimd.MultiplyAdd(v, TSimd.Load(row + (5 * TSimd.Width)), c5);
                c6 = TSimd.MultiplyAdd(v, TSimd.Load(row + (6 * TSimd.Width)), c6);
            }

            if (TCount.Value > 7)
            {
                c7 = TSimd.MultiplyAdd(v, TSimd.Load(row + (7 * TSimd.Width)), c7);
                c8 = TSimd.MultiplyAdd(v, TSimd.Load(row + (8 * TSimd.Width)), c8);
                c9 = TSimd.MultiplyAdd(v, TSimd.Load(row + (9 * TSimd.Width)), c9);
            }

            if (TCount.Value > 10)
            {
                c10 = TSimd.MultiplyAdd(v, TSimd.Load(row + (10 * TSimd.Width)), c10);
                c11 = TSimd.MultiplyAdd(v, TSimd.Load(row + (11 * TSimd.Width)), c11);
                c12 = TSimd.MultiplyAdd(v, TSimd.Load(row + (12 * TSimd.Width)), c12);
            }
        }
        while (chosen != 0);

        TSimd.Store(c0, sums);
        Store(c1, sums, 1);
        Store(c2, sums, 2);
        Store(c3, sums, 3);
        Store(c4, sums, 4);
        Store(c5, sums, 5);
        Store(c6, sums, 6);
        Store(c7, sums, 7);
        Store(c8, sums, 8);
        Store(c9, sums, 9);
        Store(c10, sums, 10);
        Store(c11, sums, 11);
        Store(c12, sums, 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load(T* sums, int vector) =>
        vector < TCount.Value ? TSimd.Load(sums + (vector * TSimd.Width)) : TSimd.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector value, T* sums, int vector)
    {
        if (vector < TCount.Value) TSimd.Store(value, sums + (vector * TSimd.Width));
    }
}
