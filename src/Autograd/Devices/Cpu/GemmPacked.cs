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

    private const int InPlaceColumns = 256;

    // A number copied, in multiply-adds.
    private const long CopyCost = 8;

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
                var pack = new PackBody(b.From(at, column), columns, depth, packed);
                ParallelFor.Run(pack.Chunks, CopyCost * columns * depth, pack);

                var block = new BlockBody(m, columns, depth, a.From(0, at), c.From(0, column), packed, accumulate || at > 0);
                ParallelFor.Run(block.Chunks, work, block);
            }
        }
    }

    private readonly struct PackBody(Matrix<T> b, int columns, int depth, T* packed) : IChunkBody
    {
        private int ColumnsPerChunk => Math.Max(1, columns / 8 / TTile.Columns) * TTile.Columns;

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
        int m, int columns, int depth, Matrix<T> a, Matrix<T> c, T* packedB, bool accumulate) : IChunkBody
    {
        private int RowTiles => (m + TTile.Rows - 1) / TTile.Rows;

        // Packing A orders it for the cache; below this many columns of B it is read too few times to pay for the copy.
        private bool ReadsAInPlace => a.ColumnStride == 1 && columns <= InPlaceColumns;

        // An even number of blocks as large as the cache allows, and a few of them where A is small.
        public int Chunks
        {
            get
            {
                int blocks = (RowTiles + (BlockM / TTile.Rows) - 1) / (BlockM / TTile.Rows);
                return blocks > 2 ? (blocks + 3) / 4 * 4 : Math.Clamp(m / 32, 1, 4);
            }
        }

        public void Run(int chunk)
        {
            // Whole tiles, shared out as evenly as they go.
            int first = (int)((long)RowTiles * chunk / Chunks) * TTile.Rows;
            int rows = Math.Min((int)((long)RowTiles * (chunk + 1) / Chunks) * TTile.Rows, m) - first;
            fixed (T* aData = a.Data, cData = c.Data)
            {
                T* blockA = aData + a.Offset + ((nint)first * a.RowStride);
                T* blockC = cData + c.Offset + ((nint)first * c.RowStride);
                if (ReadsAInPlace)
                {
                    Tiles(rows, blockA, a.RowStride, true, blockC);
                    return;
                }

                T* packedA = Scratch<T>.Rent(ScratchSlot.PackA, (rows + TTile.Rows) * depth);
                GemmPack.Pack(blockA, a.RowStride, a.ColumnStride, rows, depth, TTile.Rows, packedA);
                Tiles(rows, packedA, depth, false, blockC);
            }
        }

        private void Tiles(int rows, T* blockA, nint aRow, bool inPlace, T* blockC)
        {
            T* edge = stackalloc T[TTile.Rows * TTile.Columns];
            T* panelB = packedB;
            for (int column = 0; column < columns; column += TTile.Columns, panelB += (nint)depth * TTile.Columns)
            {
                int width = Math.Min(TTile.Columns, columns - column);
                for (int row = 0; row < rows; row += TTile.Rows)
                {
                    int height = Math.Min(TTile.Rows, rows - row);
                    T* target = blockC + ((nint)row * c.RowStride) + ((nint)column * c.ColumnStride);

                    // Panels are padded, so an edge runs at full speed too; only the part that exists is copied out.
                    bool whole = height == TTile.Rows && width == TTile.Columns && c.ColumnStride == 1;
                    T* sums = whole ? target : edge;
                    nint stride = whole ? c.RowStride : TTile.Columns;
                    if (inPlace)
                        TTile.RunInPlace(depth, blockA + (row * aRow), aRow, 1, height, panelB, sums, stride, whole && accumulate);
                    else
                        TTile.Run(depth, blockA + (row * aRow), panelB, sums, stride, whole && accumulate);
                    if (!whole)
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
