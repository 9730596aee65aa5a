using System.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// The product of large matrices: blocks of A and B are packed to fit the caches and multiplied tile by tile. The order in which an
/// element of C is summed depends only on k and on whether the element is in a narrow last panel, so neither the block sizes along m
/// and n nor the number of threads change its bits.
/// </summary>
internal static unsafe class GemmPacked<T, TTile>
    where T : unmanaged, INumber<T>
    where TTile : struct, IGemmTile<T>
{
    // A panel of B (KC × tile columns) stays in the L1 cache, a block of A (MC × KC) in L2.
    private const int BlockK = 400;
    private const int BlockN = 3072;

    private const int InPlaceColumns = 256;
    private const int InPlaceDepth = 128;

    // Up to this many numbers, B is packed in a single pass, whatever k: the threads then synchronize twice, not twice for each block.
    private const long MostTogether = 1 << 20;

    // Half of a tile's columns, for the last panel.
    private static int Narrow => TTile.Columns / 2;

    private static int BlockM => 768 / sizeof(T) / TTile.Rows * TTile.Rows;

    /// <summary>C = A·B, or C += A·B. All of m, n and k are at least 1.</summary>
    public static void Multiply(in Matrix<T> a, in Matrix<T> b, in Matrix<T> c, bool accumulate)
    {
        int m = c.Rows, n = c.Columns, k = a.Columns;
        for (int column = 0; column < n; column += BlockN)
        {
            int columns = Math.Min(BlockN, n - column);
            // Blocks of k of equal depth: a short one would load and store C for little work.
            int blocks = (k + BlockK - 1) / BlockK;
            int together = (long)columns * k <= MostTogether ? blocks : 1;
            for (int first = 0; first < blocks; first += together)
            {
                var depths = new Depths(k, blocks, first, together);
                Matrix<T> some = b.Part(0, column, k, columns);
                T* packed = null;
                if (!ReadsInPlace(some))
                {
                    int panels = (columns + TTile.Columns - 1) / TTile.Columns;
                    packed = Scratch<T>.Rent(ScratchSlot.PackB, panels * TTile.Columns * depths.Total);
                    var pack = new PackBody(some, depths, packed);
                    ParallelFor.Run(pack.Chunks, GemmPack.Cost * columns * depths.Total, pack);
                }

                var block = new BlockBody(depths, a, some, c.Part(0, column, m, columns), packed, accumulate || first > 0);
                ParallelFor.Run(block.Chunks, (long)m * columns * depths.Total, block);
            }
        }
    }

    // Few rows of B stay in the L1 cache without packing, unless their stride maps them all to the same few cache sets.
    private static bool ReadsInPlace(in Matrix<T> b) =>
        b.ColumnStride == 1 && b.Rows <= InPlaceDepth && b.Columns % Narrow == 0 && (long)b.RowStride * sizeof(T) % 256 != 0;

    /// <summary>The width of the next panel: a tile's columns, or half of them if the remaining columns fit.</summary>
    private static int PanelWidth(int left) => left <= Narrow ? Narrow : TTile.Columns;

    /// <summary>A range of the blocks that k is split into.</summary>
    private readonly struct Depths(int k, int blocks, int first, int count)
    {
        public int Count => count;

        public int Total => At(count) - At(0);

        /// <summary>Where a block begins along k; it ends where the next one begins.</summary>
        public int At(int block) => (int)((long)k * (first + block) / blocks);
    }

    private readonly struct PackBody(Matrix<T> b, Depths depths, T* packed) : IChunkBody
    {
        private int ColumnsPerChunk => Math.Max(1, b.Columns / 8 / TTile.Columns) * TTile.Columns;

        private int Parts => (b.Columns + ColumnsPerChunk - 1) / ColumnsPerChunk;

        public int Chunks => Parts * depths.Count;

        public void Run(int chunk)
        {
            int block = chunk / Parts, first = chunk % Parts * ColumnsPerChunk;
            int at = depths.At(block), depth = depths.At(block + 1) - at;
            int padded = (b.Columns + TTile.Columns - 1) / TTile.Columns * TTile.Columns;
            int lanes = Math.Min(ColumnsPerChunk, b.Columns - first), wide = lanes - (lanes % TTile.Columns);
            if (PanelWidth(lanes - wide) == TTile.Columns) wide = lanes;
            fixed (T* data = b)
            {
                T* source = data + ((nint)at * b.RowStride) + ((nint)first * b.ColumnStride);
                T* target = packed + ((nint)(at - depths.At(0)) * padded) + ((nint)first * depth);
                GemmPack.Pack(source, b.ColumnStride, b.RowStride, wide, depth, TTile.Columns, target);
                source += wide * b.ColumnStride;
                target += (nint)wide * depth;
                GemmPack.Pack(source, b.ColumnStride, b.RowStride, lanes - wide, depth, Narrow, target);
            }
        }
    }

    private readonly struct BlockBody(Depths depths, Matrix<T> a, Matrix<T> b, Matrix<T> c, T* packedB, bool accumulate) : IChunkBody
    {
        private int RowTiles => (c.Rows + TTile.Rows - 1) / TTile.Rows;

        // Packing A orders it for the cache; with few columns of B, A is read too few times for the copy to pay off.
        private bool ReadsAInPlace => a.ColumnStride == 1 && c.Columns <= InPlaceColumns;

        private int Panels => (c.Columns + TTile.Columns - 1) / TTile.Columns;

        // An even number of blocks as large as the cache allows; a few if A is small.
        private int RowBlocks
        {
            get
            {
                int blocks = (RowTiles + (BlockM / TTile.Rows) - 1) / (BlockM / TTile.Rows);
                return blocks > 2 ? (blocks + 3) / 4 * 4 : c.Rows >= 96 ? 8 : c.Rows >= 24 ? 4 : 1;
            }
        }

        // A small A has few tiles to distribute (17 for 100 rows); splitting B's columns too balances the load.
        private int ColumnBlocks => RowTiles < 32 && Panels >= 12 ? 2 : 1;

        public int Chunks => RowBlocks * ColumnBlocks;

        public void Run(int chunk)
        {
            // Whole tiles, distributed as evenly as possible.
            int rowBlock = chunk / ColumnBlocks, columnBlock = chunk % ColumnBlocks;
            int first = RowTiles * rowBlock / RowBlocks * TTile.Rows;
            int rows = Math.Min(RowTiles * (rowBlock + 1) / RowBlocks * TTile.Rows, c.Rows) - first;
            int left = Panels * columnBlock / ColumnBlocks * TTile.Columns;
            int right = Math.Min(Panels * (columnBlock + 1) / ColumnBlocks * TTile.Columns, c.Columns);
            int padded = (c.Columns + TTile.Columns - 1) / TTile.Columns * TTile.Columns;
            fixed (T* aData = a, bData = b, cData = c)
            {
                T* blockC = cData + ((nint)first * c.RowStride);
                for (int block = 0; block < depths.Count; block++)
                {
                    int at = depths.At(block), depth = depths.At(block + 1) - at;
                    T* blockA = aData + ((nint)first * a.RowStride) + ((nint)at * a.ColumnStride);
                    T* blockB = packedB is null ? bData : packedB + ((nint)(at - depths.At(0)) * padded);
                    bool adds = accumulate || block > 0;
                    if (ReadsAInPlace)
                    {
                        Tiles(rows, left, right, depth, blockA, false, blockB, blockC, adds);
                        continue;
                    }

                    T* packedA = Scratch<T>.Rent(ScratchSlot.PackA, (rows + TTile.Rows) * depth);
                    GemmPack.Pack(blockA, a.RowStride, a.ColumnStride, rows, depth, TTile.Rows, packedA);
                    Tiles(rows, left, right, depth, packedA, true, blockB, blockC, adds);
                }
            }
        }

        private void Tiles(int rows, int left, int right, int depth, T* blockA, bool isPackedA, T* blockB, T* blockC, bool adds)
        {
            T* edge = stackalloc T[TTile.Rows * TTile.Columns];
            bool isPackedB = packedB is not null;
            nint distanceA = isPackedA ? depth : a.RowStride, distanceB = isPackedB ? depth : 1;
            nint aRow = isPackedA ? 1 : a.RowStride, aColumn = isPackedA ? TTile.Rows : 1, bRow;
            blockB += distanceB * left;
            for (int column = left; column < right; column += TTile.Columns, blockB += distanceB * TTile.Columns)
            {
                int width = Math.Min(TTile.Columns, c.Columns - column), panel = PanelWidth(width);
                bRow = isPackedB ? panel : b.RowStride;
                for (int row = 0; row < rows; row += TTile.Rows)
                {
                    int height = Math.Min(TTile.Rows, rows - row);
                    T* target = blockC + ((nint)row * c.RowStride) + ((nint)column * c.ColumnStride);

                    // Panels are padded, so edge tiles run at full speed too; only their valid part is copied out.
                    bool whole = height == TTile.Rows && width == panel && c.ColumnStride == 1;
                    T* sums = whole ? target : edge;
                    nint stride = whole ? c.RowStride : TTile.Columns;
                    T* tileA = blockA + (row * distanceA);
                    int rowsOfA = isPackedA ? TTile.Rows : height;
                    if (panel == Narrow)
                        TTile.RunNarrow(depth, tileA, aRow, aColumn, rowsOfA, blockB, bRow, sums, stride, whole && adds);
                    else if (isPackedA && isPackedB)
                        TTile.Run(depth, tileA, blockB, sums, stride, whole && adds);
                    else
                        TTile.RunInPlace(depth, tileA, aRow, aColumn, rowsOfA, blockB, bRow, sums, stride, whole && adds);
                    if (!whole)
                        CopyEdge(edge, height, width, target, adds);
                }
            }
        }

        private void CopyEdge(T* edge, int height, int width, T* target, bool adds)
        {
            nint stride = c.ColumnStride;
            for (int row = 0; row < height; row++, edge += TTile.Columns, target += c.RowStride)
            {
                if (!adds && stride == 1)
                {
                    new ReadOnlySpan<T>(edge, width).CopyTo(new Span<T>(target, width));
                    continue;
                }

                for (int column = 0; column < width; column++)
                    target[column * stride] = adds ? target[column * stride] + edge[column] : edge[column];
            }
        }
    }
}
