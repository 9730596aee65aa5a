using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// The product of a matrix that has many zeros with a dense one: images on a black background, one-hot rows, the output of a dropout or
/// a ReLU. For each row of A, the rows of B whose factor is nonzero are summed in registers. A step is skipped only if B is finite:
/// 0·∞ and 0·NaN are NaN, here too.
/// </summary>
internal static unsafe class GemmSparse<T, TSimd, TVector>
    where T : unmanaged, INumber<T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
{
    // Measured: with fewer zeros the dense product is as fast.
    private const double LeastZeros = 0.55;
    private const int LeastSize = 16;
    private const int LeastVectors = 4;

    // The rows of B for one word of A's bits stay in the L1 cache while a block of A's rows uses them.
    private const int BlockK = NonZeros<T>.WordBits;
    private const int BlockM = NonZeros<T>.WordBits;
    private const int LongestRow = 13 * 32;

    // The most numbers of B that are packed at a time.
    private const int MostPacked = 1 << 22;

    /// <summary>
    /// C = A·B, or C += A·B, if a sample of A contains enough zeros. Returns how many of C's leading columns were computed: none, or all
    /// up to the block of columns in which B is not finite.
    /// </summary>
    public static int Multiply(in Matrix<T> a, in Matrix<T> b, in Matrix<T> c, bool accumulate)
    {
        int m = c.Rows, n = c.Columns, k = a.Columns;
        // Bits are read along contiguous rows or columns of A, and C is written along contiguous rows or columns.
        bool suits = Vector256.IsHardwareAccelerated && m >= LeastSize && k >= LeastSize && n >= LeastVectors * TSimd.Width
            && (a.ColumnStride == 1 || a.RowStride == 1) && (c.ColumnStride == 1 || (c.RowStride == 1 && !accumulate));
        if (!suits || Zeros(a) < LeastZeros)
            return 0;

        // Panels of B as wide as the registers allow, all of equal width.
        int vectors = (n + TSimd.Width - 1) / TSimd.Width, most = LongestRow / (TSimd.Width * sizeof(T)) >= 13 ? 13 : 7;
        int panels = (vectors + most - 1) / most;
        return ((vectors + panels - 1) / panels) switch
        {
            <= 4 => Multiply<Vectors4>(a, b, c, accumulate),
            <= 7 => Multiply<Vectors7>(a, b, c, accumulate),
            <= 10 => Multiply<Vectors10>(a, b, c, accumulate),
            _ => Multiply<Vectors13>(a, b, c, accumulate),
        };
    }

    private static double Zeros(in Matrix<T> a)
    {
        fixed (T* data = a)
        {
            return a.ColumnStride == 1
                ? NonZeros<T>.SampleZeros(data, a.RowStride, a.Rows, a.Columns)
                : NonZeros<T>.SampleZeros(data, a.ColumnStride, a.Columns, a.Rows);
        }
    }

    private static int Multiply<TCount>(in Matrix<T> a, in Matrix<T> b, in Matrix<T> c, bool accumulate)
        where TCount : struct, IVectorCount
    {
        int m = c.Rows, n = c.Columns, k = a.Columns;
        int width = TCount.Value * TSimd.Width, together = MostPacked / k / width * width, done = 0;
        for (int columns; done < n && together > 0; done += columns)
        {
            columns = Math.Min(together, n - done);
            T* packed = Scratch<T>.Rent(ScratchSlot.PackB, (columns + width - 1) / width * width * k);
            int* isInfinite = Scratch<int>.Rent(ScratchSlot.PackB, 1);
            *isInfinite = 0;
            var pack = new PackBody(width, b.Part(0, done, k, columns), packed, isInfinite);
            ParallelFor.Run(pack.Chunks, GemmPack.Cost * columns * k, pack);
            if (*isInfinite != 0)
                break;
            var rows = new RowsBody<TCount>(a, packed, c.Part(0, done, m, columns), accumulate);
            ParallelFor.Run(rows.Chunks, (long)m * columns * k / 2, rows);
        }

        return done;
    }

    /// <summary>Copies B into panels [panel][k][width] and flags whether any number in it is not finite.</summary>
    private readonly struct PackBody(int width, Matrix<T> b, T* packed, int* isInfinite) : IChunkBody
    {
        public int Chunks => Math.Clamp(b.Rows / BlockK, 1, 8);

        public void Run(int chunk)
        {
            int from = (int)((long)b.Rows * chunk / Chunks), depth = (int)((long)b.Rows * (chunk + 1) / Chunks) - from;
            fixed (T* data = b)
            {
                for (int column = 0; column < b.Columns; column += width)
                {
                    T* source = data + ((nint)from * b.RowStride) + ((nint)column * b.ColumnStride);
                    T* target = packed + ((nint)column * b.Rows) + ((nint)from * width);
                    GemmPack.Pack(source, b.ColumnStride, b.RowStride, Math.Min(width, b.Columns - column), depth, width, target);
                    if (!IsFinite(target, (nint)depth * width))
                        *isInfinite = 1; // a benign race: every thread writes the same value
                }
            }
        }

        // x·0 is 0 for a finite number and NaN for any other. The length is a multiple of the vector length.
        private static bool IsFinite(T* first, nint length)
        {
            Vector256<T> sum = Vector256<T>.Zero;
            for (nint at = 0; at < length; at += Vector256<T>.Count)
                sum += Vector256.Load(first + at) * Vector256<T>.Zero;
            return Vector256.EqualsAll(sum, Vector256<T>.Zero);
        }
    }

    private readonly struct RowsBody<TCount>(Matrix<T> a, T* packed, Matrix<T> c, bool accumulate) : IChunkBody
        where TCount : struct, IVectorCount
    {
        private static int Width => TCount.Value * TSimd.Width;

        // Few enough that B does not stream through the cache too often.
        public int Chunks => Math.Clamp(c.Rows / 12, 1, Math.Max(8, (c.Rows + BlockM - 1) / BlockM));

        public void Run(int chunk)
        {
            int bytes = (c.Rows + 7) / 8;
            int first = (int)((long)bytes * chunk / Chunks) * 8, end = Math.Min(c.Rows, (int)((long)bytes * (chunk + 1) / Chunks) * 8);
            for (; first < end; first += BlockM)
                Block(first, Math.Min(BlockM, end - first));
        }

        private void Block(int first, int rows)
        {
            int words = NonZeros<T>.Words(a.Columns);
            ulong* bits = Scratch<ulong>.Rent(ScratchSlot.PackA, rows * words);
            T* sums = Scratch<T>.Rent(ScratchSlot.PackA, rows * Width);
            fixed (T* dataA = a, dataC = c)
            {
                T* blockA = dataA + ((nint)first * a.RowStride);
                T* blockC = dataC + ((nint)first * c.RowStride);
                if (a.ColumnStride == 1)
                    NonZeros<T>.OfRows(blockA, a.RowStride, rows, a.Columns, bits);
                else
                    NonZeros<T>.OfColumns(blockA, a.ColumnStride, rows, a.Columns, bits);
                for (int column = 0; column < c.Columns; column += Width)
                {
                    Sum(blockA, rows, bits, packed + ((nint)column * a.Columns), sums);
                    Write(sums, rows, Math.Min(Width, c.Columns - column), blockC + ((nint)column * c.ColumnStride));
                }
            }
        }

        private void Sum(T* blockA, int rows, ulong* bits, T* panel, T* sums)
        {
            int words = NonZeros<T>.Words(a.Columns);
            for (int word = 0; word < words; word++, panel += BlockK * Width, blockA += (nint)BlockK * a.ColumnStride)
            {
                for (int row = 0; row < rows; row++)
                {
                    ulong chosen = bits[(row * words) + word];
                    T* sum = sums + (row * Width);
                    T* rowA = blockA + ((nint)row * a.RowStride);
                    if (chosen != 0)
                        SparseRow<T, TSimd, TVector, TCount>.Run(chosen, rowA, a.ColumnStride, panel, sum, accumulate: word > 0);
                    else if (word == 0)
                        new Span<T>(sum, Width).Clear();
                }
            }
        }

        private void Write(T* sums, int rows, int width, T* target)
        {
            if (c.ColumnStride != 1)
            {
                GemmPack.Transpose(sums, Width, rows, width, target, c.ColumnStride);
                return;
            }

            for (int row = 0; row < rows; row++, sums += Width, target += c.RowStride)
            {
                ReadOnlySpan<T> sum = new(sums, width);
                Span<T> line = new(target, width);
                if (accumulate) TensorPrimitives.Add(line, sum, line);
                else sum.CopyTo(line);
            }
        }
    }
}
