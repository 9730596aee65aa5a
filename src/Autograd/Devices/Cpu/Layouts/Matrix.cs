using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Devices.Cpu;

/// <summary>
/// A matrix inside an array: element (r, c) is <c>Data[Offset + r·RowStride + c·ColumnStride]</c>. Strides may have any value,
/// including 0 (a broadcast row or column) and negative ones; a transposed matrix swaps them.
/// </summary>
internal readonly record struct Matrix<T>(T[] Data, int Offset, int Rows, int Columns, int RowStride, int ColumnStride)
{
    /// <summary>The transposed view of the same elements.</summary>
    public Matrix<T> Transposed => new(Data, Offset, Columns, Rows, ColumnStride, RowStride);

    /// <summary>The submatrix from the given row and column to the end.</summary>
    public Matrix<T> From(int row, int column) => Part(row, column, Rows - row, Columns - column);

    /// <summary>The submatrix of the given size that starts at the given row and column.</summary>
    public Matrix<T> Part(int row, int column, int rows, int columns) =>
        new(Data, Offset + (row * RowStride) + (column * ColumnStride), rows, columns, RowStride, ColumnStride);

    /// <summary>For <c>fixed</c>: the address of element (0, 0).</summary>
    public ref T GetPinnableReference() => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Data), Offset);
}
