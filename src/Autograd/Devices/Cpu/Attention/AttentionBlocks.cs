using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Devices.Cpu;

/// <summary>
/// What the two passes of attention share: the matrices of a head (one matrix in the last two dimensions), and the scores of a block, some
/// queries by some keys.
/// </summary>
internal readonly struct AttentionBlocks<T>(View query, View key, View value, View[] masks, double scale, int? causalOffset)
    where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
{
    // A block of scores stays in the second-level cache, and is large enough for its products not to be dominated by packing.
    public const int QueriesPerBlock = 128;
    public const int KeysPerBlock = 256;

    /// <summary>The number of matrices in the leading dimensions.</summary>
    public int Heads { get; } = Shape.Count(query.Shape.AsSpan()[..^2]);

    public int Queries => query.Shape[^2];

    public int Keys => key.Shape[^2];

    /// <summary>The size of a query and of a key.</summary>
    public int Size => query.Shape[^1];

    /// <summary>The size of a value.</summary>
    public int Output => value.Shape[^1];

    public int QueryBlocks => ((Queries - 1) / QueriesPerBlock) + 1;

    public int KeyBlocks => Keys == 0 ? 0 : ((Keys - 1) / KeysPerBlock) + 1;

    public T Scale => T.CreateTruncating(scale);

    /// <summary>The multiply-adds of the two products that make the output.</summary>
    public long Work => (long)Heads * Queries * Keys * (Size + Output);

    public Matrix<T> QueryOf(int head) => Head<T>(query, head);

    public Matrix<T> KeyOf(int head) => Head<T>(key, head);

    public Matrix<T> ValueOf(int head) => Head<T>(value, head);

    /// <summary>How many of <paramref name="count"/> keys, the first of which is <paramref name="first"/>, a query may attend to.</summary>
    public int Visible(int row, int first, int count) =>
        causalOffset is { } offset ? (int)Math.Clamp((long)row + offset + 1 - first, 0, count) : count;

    /// <summary>Applies the masks to the scores of a block: some queries by some keys, row after row.</summary>
    public void Mask(int head, int firstQuery, int rows, int firstKey, int columns, Span<T> scores)
    {
        foreach (View mask in masks)
        {
            if (mask.DType == DType.Bool) Exclude(Head<byte>(mask, head).Part(firstQuery, firstKey, rows, columns), scores);
            else Add(Head<T>(mask, head).Part(firstQuery, firstKey, rows, columns), scores);
        }
    }

    /// <summary>A matrix times a factor, row after row.</summary>
    public static void Multiply(in Matrix<T> from, T factor, Span<T> to)
    {
        if (from.Columns == 0) return;
        for (int row = 0; row < from.Rows; row++)
        {
            Span<T> target = to.Slice(row * from.Columns, from.Columns);
            int at = from.Offset + (row * from.RowStride);
            if (from.ColumnStride == 1)
            {
                TensorPrimitives.Multiply(from.Data.AsSpan(at, from.Columns), factor, target);
                continue;
            }

            for (int column = 0; column < target.Length; column++, at += from.ColumnStride) target[column] = from.Data[at] * factor;
        }
    }

    /// <summary>A row of a contiguous matrix.</summary>
    public static Span<T> Row(in Matrix<T> matrix, int row) =>
        matrix.Columns == 0 ? [] : matrix.Data.AsSpan(matrix.Offset + (row * matrix.RowStride), matrix.Columns);

    /// <summary>The matrix of a head, whatever the layout.</summary>
    public static Matrix<TElement> Head<TElement>(View x, int head)
        where TElement : unmanaged
    {
        int offset = x.Layout.Offset;
        for (int dim = x.Shape.Rank - 3; dim >= 0; dim--)
        {
            offset += head % x.Shape[dim] * x.Layout.Strides[dim];
            head /= x.Shape[dim];
        }

        return new(x.Data<TElement>(), offset, x.Shape[^2], x.Shape[^1], x.Layout.Strides[^2], x.Layout.Strides[^1]);
    }

    private static void Add(in Matrix<T> mask, Span<T> scores)
    {
        for (int row = 0; row < mask.Rows; row++)
        {
            Span<T> all = scores.Slice(row * mask.Columns, mask.Columns);
            int at = mask.Offset + (row * mask.RowStride);
            if (mask.ColumnStride == 1)
            {
                TensorPrimitives.Add(all, mask.Data.AsSpan(at, all.Length), all);
                continue;
            }

            for (int column = 0; column < all.Length; column++, at += mask.ColumnStride) all[column] += mask.Data[at];
        }
    }

    private static void Exclude(in Matrix<byte> mask, Span<T> scores)
    {
        for (int row = 0; row < mask.Rows; row++)
        {
            Span<T> all = scores.Slice(row * mask.Columns, mask.Columns);
            int at = mask.Offset + (row * mask.RowStride);
            // Most rows of most blocks are wholly visible.
            if (mask.ColumnStride == 1 && !mask.Data.AsSpan(at, all.Length).Contains((byte)0)) continue;
            for (int column = 0; column < all.Length; column++, at += mask.ColumnStride)
            {
                if (mask.Data[at] == 0) all[column] = T.NegativeInfinity;
            }
        }
    }
}
