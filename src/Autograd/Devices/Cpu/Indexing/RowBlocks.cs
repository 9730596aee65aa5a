using System.Numerics;
using Autograd.Memory;
using Autograd.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>Adds some of the rows that an index sends to their places.</summary>
internal interface IRowAdder
{
    /// <summary>Adds <paramref name="count"/> rows, from row <paramref name="start"/> on.</summary>
    void Add(int start, int count);
}

/// <summary>
/// Sums of very many rows in few places, like <see cref="CellSums{T}"/>, but block by block: what a block adds to zeros is put aside, and
/// such parts are added pairwise. Within a block nothing is counted, so this costs less where there are few places.
/// </summary>
internal static class RowBlocks
{
    private const int ShortBlock = 512, LongestBlock = 1 << 13;

    // The rows of a block for each place, so that adding up the parts costs little beside adding the rows.
    private const int RowsOfPlace = 16;

    /// <summary>Adds all rows; false if there are too many places, or if one block would hold all rows.</summary>
    public static bool TryAdd<TAdder, T>(TAdder adder, Span<T> target, int rows, int places)
        where TAdder : struct, IRowAdder, allows ref struct
        where T : unmanaged, INumber<T>
    {
        long length = Math.Max(ShortBlock, (long)RowsOfPlace * places);
        if (length > LongestBlock || rows <= length) return false;
        int block = (int)length, parts = (rows - 1) / block + 1;
        var sums = new PairwiseSums<T>(new T[PairwiseSums<T>.Levels(parts) * target.Length], target.Length);
        for (int part = 0; part < parts; part++)
        {
            adder.Add(part * block, Math.Min(block, rows - (part * block)));
            target.CopyTo(sums.Next);
            sums.Push(default(AddingNumbers<T>));
            target.Clear();
        }

        sums.Total(target, default(AddingNumbers<T>));
        return true;
    }

    /// <summary>Some of a view's indices along dimension 0.</summary>
    public static View Part(View x, int start, int count)
    {
        int[] sizes = x.Shape.ToArray();
        sizes[0] = count;
        ReadOnlySpan<int> strides = x.Layout.Strides;
        return new View(x.Storage, new Layout(Shape.Adopt(sizes), strides.ToArray(), x.Layout.Offset + (start * strides[0])));
    }
}
