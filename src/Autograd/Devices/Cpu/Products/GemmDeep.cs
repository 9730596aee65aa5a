using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>The product of one range of the inner dimension, short enough to be summed in one go.</summary>
internal interface IGemmLeaf<T>
    where T : unmanaged
{
    /// <summary>C = A·B, or C += A·B. All of m, n and k are at least 1.</summary>
    void Multiply(in Matrix<T> a, in Matrix<T> b, in Matrix<T> c, bool accumulate);
}

/// <summary>
/// Products whose inner dimension is so long that a running float32 sum would lose its addends: a sum of ones stops growing at
/// 16,777,216. The inner dimension is halved until the parts are short, and the parts are added pairwise, so that rounding errors grow
/// with the logarithm of the length.
/// </summary>
internal static class GemmDeep<T, TLeaf>
    where T : unmanaged, INumber<T>
    where TLeaf : struct, IGemmLeaf<T>
{
    // A small C gives one part's product too little work to share out, so the parts themselves are shared out, in a fixed number of
    // groups: the order of the sum must not depend on the threads.
    private const int Groups = 8;
    private const int SmallSize = 1 << 14;

    /// <summary>C = A·B, or C += A·B, in parts of at most <paramref name="depth"/> steps.</summary>
    public static void Multiply(TLeaf leaf, in Matrix<T> a, in Matrix<T> b, in Matrix<T> c, bool accumulate, int depth)
    {
        int parts = (a.Columns + depth - 1) / depth, size = c.Rows * c.Columns;
        if (parts < 2 * Groups || size > SmallSize)
        {
            Sum(leaf, a, b, c, accumulate, 0, parts, parts);
            return;
        }

        T[] sums = ArrayPool<T>.Shared.Rent(Groups * size);
        ParallelFor.Run(Groups, (long)size * a.Columns, new GroupBody(leaf, a, b, sums, c.Rows, c.Columns, parts));
        for (int apart = 1; apart < Groups; apart *= 2)
        {
            for (int group = 0; group < Groups; group += 2 * apart)
            {
                Span<T> sum = sums.AsSpan(group * size, size);
                TensorPrimitives.Add(sum, sums.AsSpan((group + apart) * size, size), sum);
            }
        }

        Put(new Matrix<T>(sums, 0, c.Rows, c.Columns, c.Columns, 1), c, accumulate);
        ArrayPool<T>.Shared.Return(sums);
    }

    // The product of parts [first, end) out of all that the inner dimension is split into.
    private static void Sum(TLeaf leaf, in Matrix<T> a, in Matrix<T> b, in Matrix<T> c, bool accumulate, int first, int end, int parts)
    {
        if (end - first == 1)
        {
            int from = (int)((long)a.Columns * first / parts), depth = (int)((long)a.Columns * end / parts) - from;
            leaf.Multiply(a.Part(0, from, a.Rows, depth), b.Part(from, 0, depth, b.Columns), c, accumulate);
            return;
        }

        int middle = first + ((end - first) / 2);
        Sum(leaf, a, b, c, accumulate, first, middle, parts);
        T[] rest = ArrayPool<T>.Shared.Rent(c.Rows * c.Columns);
        var other = new Matrix<T>(rest, 0, c.Rows, c.Columns, c.Columns, 1);
        Sum(leaf, a, b, other, false, middle, end, parts);
        Put(other, c, accumulate: true);
        ArrayPool<T>.Shared.Return(rest);
    }

    private static void Put(in Matrix<T> source, in Matrix<T> target, bool accumulate)
    {
        for (int row = 0; row < target.Rows; row++)
        {
            ReadOnlySpan<T> from = source.Data.AsSpan(row * source.RowStride, source.Columns);
            int at = target.Offset + (row * target.RowStride);
            if (target.ColumnStride == 1)
            {
                Span<T> to = target.Data.AsSpan(at, target.Columns);
                if (accumulate) TensorPrimitives.Add(to, from, to);
                else from.CopyTo(to);
                continue;
            }

            for (int column = 0; column < from.Length; column++, at += target.ColumnStride)
                target.Data[at] = accumulate ? target.Data[at] + from[column] : from[column];
        }
    }

    private readonly struct GroupBody(TLeaf leaf, Matrix<T> a, Matrix<T> b, T[] sums, int rows, int columns, int parts) : IChunkBody
    {
        public void Run(int chunk)
        {
            var sum = new Matrix<T>(sums, chunk * rows * columns, rows, columns, columns, 1);
            Sum(leaf, a, b, sum, false, (int)((long)parts * chunk / Groups), (int)((long)parts * (chunk + 1) / Groups), parts);
        }
    }
}
