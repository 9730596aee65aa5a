using System.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// The product of large matrices: blocks of A and B are packed to fit the caches and multiplied tile by tile. The order in which
/// one element of C is summed depends on k alone, so neither the block sizes along m and n nor threads change its bits.
/// </summary>
internal static unsafe class GemmPacked<T, TTile>
    where T : unmanaged, INumber<T>
    where TTile : struct, IGemmTile<T>
{
    // A panel of B (KC × tile columns) stays in the first-level cache, a block of A (MC × KC) in the second.
    private const int BlockK = 384;
    private const int BlockN = 3072;

    private static int BlockM => 768 / sizeof(T) / TTile.Rows * TTile.Rows;

    /// <summary>C = A·B, or C += A·B. All of m, n and k are at least 1.</summary>
    public static void Multiply(int m, int n, int k, in Matrix<T> a, in Matrix<T> b, in Matrix<T> c, bool accumulate)
    {
        for (int column = 0; column < n; column += BlockN)
        {
            int columns = Math.Min(BlockN, n - column);
            int panels = (columns + TTile.Columns - 1) / TTile.Columns;
            for (int at = 0; at < k; at += BlockK)
            {
                int depth = Math.Min(BlockK, k - at);
                T* packed = Scratch<T>.Rent(ScratchSlot.PackB, panels * TTile.Columns * depth);
                long work = (long)m * columns * depth;
                bool parallel = work >= ParallelFor.MinWork;

                var pack = new PackBody(b.From(at, column), columns, depth, packed, parallel ? PanelsPerChunk(panels) : panels);
                ParallelFor.Run(pack.Chunks, pack);

                var block = new BlockBody(
                    m, columns, depth, a.From(0, at), c.From(0, column), packed, accumulate || at > 0, parallel ? RowsPerChunk(m, columns) : BlockM);
                ParallelFor.Run(block.Chunks, work, block);
            }
        }
    }

    private static int PanelsPerChunk(int panels) => Math.Max(1, panels / 8);

    // Eight chunks or more where m allows it, so that threads end at about the same time, in whole tiles.
    private static int RowsPerChunk(int m, int columns)
    {
        int tiles = (m + TTile.Rows - 1) / TTile.Rows;
        int wanted = Math.Clamp(tiles / (columns >= 1024 ? 4 : 8), 1, BlockM / TTile.Rows);
        return wanted * TTile.Rows;
    }

    private readonly struct PackBody(Matrix<T> b, int columns, int depth, T* packed, int panelsPerChunk) : IChunkBody
    {
        private int ColumnsPerChunk => panelsPerChunk * TTile.Columns;

        public int Chunks => (columns + ColumnsPerChunk - 1) / ColumnsPerChunk;

        public void Run(int chunk)
        {
            int first = chunk * ColumnsPerChunk;
            fixed (T* data = b.Data)
            {
                GemmPack.Pack(
                    data + b.Offset + ((nint)first * b.ColumnStride),
                    b.ColumnStride,
                    b.RowStride,
                    Math.Min(ColumnsPerChunk, columns - first),
                    depth,
                    TTile.Columns,
                    packed + ((nint)first * depth));
            }
        }
    }

    private readonly struct BlockBody(
        int m, int columns, int depth, Matrix<T> a, Matrix<T> c, T* packedB, bool accumulate, int rowsPerChunk) : IChunkBody
    {
        public int Chunks => (m + rowsPerChunk - 1) / rowsPerChunk;

        public void Run(int chunk)
        {
            int first = chunk * rowsPerChunk;
            int rows = Math.Min(rowsPerChunk, m - first);
            T* packedA = Scratch<T>.Rent(ScratchSlot.PackA, (rows + TTile.Rows) * depth);
            fixed (T* aData = a.Data, cData = c.Data)
            {
                T* source = aData + a.Offset + ((nint)first * a.RowStride);
                GemmPack.Pack(source, a.RowStride, a.ColumnStride, rows, depth, TTile.Rows, packedA);
                Tiles(rows, packedA, cData + c.Offset + ((nint)first * c.RowStride));
            }
        }

        private void Tiles(int rows, T* packedA, T* cBlock)
        {
            T* edge = stackalloc T[TTile.Rows * TTile.Columns];
            T* panelB = packedB;
            for (int column = 0; column < columns; column += TTile.Columns, panelB += (nint)depth * TTile.Columns)
            {
                T* panelA = packedA;
                int width = Math.Min(TTile.Columns, columns - column);
                for (int row = 0; row < rows; row += TTile.Rows, panelA += (nint)depth * TTile.Rows)
                {
                    T* target = cBlock + ((nint)row * c.RowStride) + ((nint)column * c.ColumnStride);
                    int height = Math.Min(TTile.Rows, rows - row);
                    if (height == TTile.Rows && width == TTile.Columns && c.ColumnStride == 1)
                    {
                        TTile.Run(depth, panelA, panelB, target, c.RowStride, accumulate);
                        continue;
                    }

                    // The panels are padded, so an edge runs at full speed; only the part that exists is copied out.
                    TTile.Run(depth, panelA, panelB, edge, TTile.Columns, false);
                    CopyEdge(edge, height, width, target);
                }
            }
        }

        private void CopyEdge(T* edge, int height, int width, T* target)
        {
            nint stride = c.ColumnStride;
            for (int row = 0; row < height; row++, edge += TTile.Columns, target += c.RowStride)
            {
                for (int column = 0; column < width; column++)
                    target[column * stride] = accumulate ? target[column * stride] + edge[column] : edge[column];
            }
        }
    }
}
