namespace Autograd.Devices.Cpu;

/// <summary>
/// A matrix inside an array: element (r, c) is <c>Data[Offset + r·RowStride + c·ColumnStride]</c>. Strides may be anything,
/// 0 (a broadcast row or column) and negative included; a transposed view swaps them.
/// </summary>
internal readonly record struct Matrix<T>(T[] Data, int Offset, int RowStride, int ColumnStride)
{
    /// <summary>The same numbers with rows and columns exchanged.</summary>
    public Matrix<T> Transposed => new(Data, Offset, ColumnStride, RowStride);

    /// <summary>The part that starts at the given row and column.</summary>
    public Matrix<T> From(int row, int column) => new(Data, Offset + (row * RowStride) + (column * ColumnStride), RowStride, ColumnStride);
}
