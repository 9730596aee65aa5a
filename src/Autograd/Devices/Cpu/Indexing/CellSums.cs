using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Autograd.Memory;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Sums of very many rows that an index sends to the same place. A running float32 sum of them would lose its addends (a sum of ones stops
/// growing at 16,777,216), so each place's sum is put aside after 256 additions, and such parts are added pairwise, like the carries of a
/// binary counter.
/// </summary>
/// <typeparam name="T">The type of a number.</typeparam>
/// <param name="target">Where the rows are added.</param>
/// <param name="layout">The part of it that they may go to.</param>
/// <param name="width">The length of a row.</param>
internal readonly struct CellSums<T>(T[] target, Layout layout, int width)
    where T : unmanaged, INumber<T>
{
    // A sum of so few rows is accurate enough as it is.
    private const int ShortSum = 4096;

    // Counting must not cost more than adding: with a target so much larger than the index, it would, unless the index is long itself.
    private const int MostPlaces = 16;
    private const int LongIndex = 1 << 18;

    private readonly byte[] _additions = new byte[(Reach(layout) / width) + 1]; // to each place, modulo 256
    private readonly Dictionary<int, List<T[]?>> _parts = [];

    /// <summary>Whether so many rows may go to one of the places that their running sum would be inaccurate.</summary>
    /// <param name="rows">The most rows that may go to one place.</param>
    /// <param name="places">The number of places.</param>
    public static bool Pays(int rows, int places) =>
        Element<T>.IsFloat32 && rows > ShortSum && (places / MostPlaces <= rows || rows > LongIndex);

    /// <summary>Adds a number at a place; a row is one number long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int at, T value)
    {
        target[at] += value;
        if (++_additions[at - layout.Offset] == 0) PutAside(at);
    }

    /// <summary>Adds a row at a place.</summary>
    public void Add(int at, ReadOnlySpan<T> row)
    {
        Span<T> into = target.AsSpan(at, width);
        TensorPrimitives.Add(into, row, into);
        if (++_additions[(at - layout.Offset) / width] == 0) PutAside(at);
    }

    /// <summary>Brings together what was put aside; to be called once, at the end.</summary>
    public void Finish()
    {
        foreach ((int at, List<T[]?> parts) in _parts)
        {
            Span<T> sum = target.AsSpan(at, width);
            foreach (T[]? part in parts)
            {
                if (part is not null) TensorPrimitives.Add(part, sum, sum);
            }
        }
    }

    // The distance from the first element to the last.
    private static int Reach(Layout layout)
    {
        int reach = 0;
        for (int dim = 0; dim < layout.Shape.Rank; dim++) reach += (layout.Shape[dim] - 1) * layout.Strides[dim];
        return reach;
    }

    private void PutAside(int at)
    {
        Span<T> sum = target.AsSpan(at, width);
        T[] carry = sum.ToArray();
        sum.Clear();
        if (!_parts.TryGetValue(at, out List<T[]?>? parts)) _parts.Add(at, parts = []);
        int level = 0;
        for (; level < parts.Count && parts[level] is { } other; level++)
        {
            TensorPrimitives.Add(other, carry, carry);
            parts[level] = null;
        }

        if (level == parts.Count) parts.Add(carry);
        else parts[level] = carry;
    }
}
