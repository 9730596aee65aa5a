using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Devices.Cpu;

/// <summary>Numbers side by side in an array, from an offset on: one operand of a kernel whose sizes a geometry gives.</summary>
/// <remarks>The default value stands for an operand that is not given (a convolution's bias); pinned, it is a null pointer.</remarks>
internal readonly struct Block<T>(T[]? data, int offset)
{
    /// <summary>Whether the operand is not given.</summary>
    public bool IsMissing => data is null;

    /// <summary>All of an array.</summary>
    public static implicit operator Block<T>(T[]? data) => new(data, 0);

    /// <summary>One of the numbers.</summary>
    public ref T this[int index] => ref data![offset + index];

    /// <summary>The block without its first numbers.</summary>
    public Block<T> From(int start) => new(data, offset + start);

    /// <summary>Some of the numbers.</summary>
    public Span<T> Span(int start, int length) => data.AsSpan(offset + start, length);

    /// <summary>The same numbers under their own type, in code that has just found out what <typeparamref name="T"/> is.</summary>
    public Block<TOther> As<TOther>() => new((TOther[]?)(object?)data, offset);

    /// <summary>The numbers as a matrix, row after row.</summary>
    public Matrix<T> AsMatrix(int rows, int columns) => new(data!, offset, rows, columns, columns, 1);

    /// <summary>For <c>fixed</c>: the address of the first number.</summary>
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

    /// <summary>The elements of a contiguous view, or the missing operand.</summary>
    public static Block<T> Block<T>(this View? view)
        where T : unmanaged
        => view is { } given ? given.Block<T>() : default;
}
