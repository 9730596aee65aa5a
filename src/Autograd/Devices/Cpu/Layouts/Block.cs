using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Devices.Cpu;

/// <summary>Contiguous elements of an array, starting at an offset: an operand of a kernel whose sizes come from a geometry.</summary>
/// <remarks>The default value stands for an omitted operand (a convolution's bias); pinned, it is a null pointer.</remarks>
internal readonly struct Block<T>(T[]? data, int offset)
{
    /// <summary>Whether the operand is omitted.</summary>
    public bool IsMissing => data is null;

    /// <summary>A whole array.</summary>
    public static implicit operator Block<T>(T[]? data) => new(data, 0);

    /// <summary>One of the elements.</summary>
    public ref T this[int index] => ref data![offset + index];

    /// <summary>The block without its first <paramref name="start"/> elements.</summary>
    public Block<T> From(int start) => new(data, offset + start);

    /// <summary>A range of the elements.</summary>
    public Span<T> Span(int start, int length) => data.AsSpan(offset + start, length);

    /// <summary>The same elements under their actual type, for code that has just tested <typeparamref name="T"/>.</summary>
    public Block<TOther> As<TOther>() => new((TOther[]?)(object?)data, offset);

    /// <summary>The elements as a row-major matrix.</summary>
    public Matrix<T> AsMatrix(int rows, int columns) => new(data!, offset, rows, columns, columns, 1);

    /// <summary>For <c>fixed</c>: the address of the first element.</summary>
    public ref T GetPinnableReference() =>
        ref data is null ? ref Unsafe.NullRef<T>() : ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(data), offset);
}

/// <summary>Views as blocks.</summary>
internal static class BlockOfView
{
    /// <summary>The elements of a contiguous view.</summary>
    public static Block<T> Block<T>(this View view)
        where T : unmanaged
        => new(view.Data<T>(), view.Layout.Offset);

    /// <summary>The elements of a contiguous view; a missing operand for null.</summary>
    public static Block<T> Block<T>(this View? view)
        where T : unmanaged
        => view is { } given ? given.Block<T>() : default;
}
