using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
internal sealed class CellSums<T>(T[] target, Layout layout, int width)
    where T : unmanaged, INumber<T>
{
    // A sum of so few rows is accurate enough as it is.
    private const int ShortSum = 1 << 14;

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

    /// <summary>Adds numbers at places that are evenly spaced, or spaced by an index; each row is one number long.</summary>
    /// <param name="at">The first place.</param>
    /// <param name="step">The distance to the next.</param>
    /// <param name="positions">What each place is further on, in strides; none if empty.</param>
    /// <param name="stride">The distance of positions.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="valueStep">The distance of the numbers.</param>
    /// <param name="count">How many there are.</param>
    public void Add(int at, int step, ReadOnlySpan<long> positions, int stride, ReadOnlySpan<T> values, int valueStep, int count)
    {
        // The places have been checked.
        ref T first = ref MemoryMarshal.GetArrayDataReference(target);
        ref byte additions = ref MemoryMarshal.GetArrayDataReference(_additions);
        ref long position = ref MemoryMarshal.GetReference(positions);
        ref T value = ref MemoryMarshal.GetReference(values);
        nint place = at, offset = layout.Offset;
        for (nint i = 0; i < count; i++, place += step)
        {
            nint to = positions.IsEmpty ? place : place + ((nint)Unsafe.Add(ref position, i) * stride);
            Unsafe.Add(ref first, to) += Unsafe.Add(ref value, i * valueStep);
            if (++Unsafe.Add(ref additions, to - offset) == 0) PutAside((int)to);
        }
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
