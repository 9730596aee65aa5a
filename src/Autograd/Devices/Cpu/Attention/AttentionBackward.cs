using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Attention, backward. A chunk is a range of one head's keys: it computes the weights again, block by block, and sums the gradients of its
/// keys and values, and its share of the queries' gradients. Where there are few heads, their keys are split into several ranges, whose
/// shares are added in order: the split depends on the sizes alone.
/// </summary>
internal static class AttentionBackward
{
    // Enough chunks to keep the threads busy; each further one costs a copy of its head's gradient of the queries.
    private const int LeastChunks = 16;
    private const long MostShared = 1 << 28;

    public static void Run<T>(
        in AttentionBlocks<T> blocks, View y, View logSumExp, View gradY, View gradQuery, View gradKey, View gradValue)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        gradQuery.Span<T>().Clear();
        gradKey.Span<T>().Clear();
        gradValue.Span<T>().Clear();
        if (logSumExp.Numel == 0 || blocks.Keys == 0) return;
        int most = 1 + (int)(MostShared / Math.Max(1, gradQuery.Numel));
        int ranges = Math.Min(Math.Min(blocks.KeyBlocks, most), ((LeastChunks - 1) / blocks.Heads) + 1);
        int shares = (ranges - 1) * gradQuery.Numel;
        T[] partials = ranges == 1 ? [] : Scratch<T>.RentArray(ScratchSlot.Partials, shares);
        partials.AsSpan(0, shares).Clear();
        var body = new Body<T>(blocks, ranges, partials, y, logSumExp, gradY, gradQuery, gradKey, gradValue);
        ParallelFor.Run(blocks.Heads * ranges, 3 * blocks.Work, body);
        Span<T> sum = gradQuery.Span<T>();
        for (int range = 1; range < ranges; range++)
            TensorPrimitives.Add(sum, partials.AsSpan((range - 1) * sum.Length, sum.Length), sum);
    }

    private readonly struct Body<T>(
        AttentionBlocks<T> blocks,
        int ranges,
        T[] partials,
        View y,
        View logSumExp,
        View gradY,
        View gradQuery,
        View gradKey,
        View gradValue) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        private const int Rows = AttentionBlocks<T>.QueriesPerBlock;
        private const int Columns = AttentionBlocks<T>.KeysPerBlock;

        public void Run(int chunk)
        {
            int head = chunk / ranges, range = chunk % ranges, size = blocks.Size;
            T[] memory = Scratch<T>.RentArray(ScratchSlot.Result, (Columns * (Rows + Rows + size)) + blocks.Queries);
            Span<T> dots = memory.AsSpan(Columns * (Rows + Rows + size), blocks.Queries);
            Dot(AttentionBlocks<T>.Head<T>(y, head), AttentionBlocks<T>.Head<T>(gradY, head), dots);
            int from = Bound(range), to = Bound(range + 1);
            for (int first = from; first < to; first += Columns) Keys(head, range, first, Math.Min(Columns, to - first), memory, dots);
        }

        /// <summary>The first key of a range.</summary>
        private int Bound(int range) => Math.Min(blocks.Keys, (int)((long)range * blocks.KeyBlocks / ranges) * Columns);

        /// <summary>A block of keys, with all queries that attend to it.</summary>
        private void Keys(int head, int range, int first, int columns, T[] memory, ReadOnlySpan<T> dots)
        {
            int size = blocks.Size;
            // The factor is applied to the keys, which have fewer elements than the scores.
            var scaled = new Matrix<T>(memory, 2 * Rows * Columns, columns, size, size, 1);
            AttentionBlocks<T>.Multiply(
                blocks.KeyOf(head).Part(first, 0, columns, size), blocks.Scale, memory.AsSpan(2 * Rows * Columns, columns * size));
            Matrix<T> queries = blocks.QueryOf(head), grads = AttentionBlocks<T>.Head<T>(gradY, head);
            Matrix<T> values = blocks.ValueOf(head).Part(first, 0, columns, blocks.Output);
            Matrix<T> toQuery = AttentionBlocks<T>.Head<T>(gradQuery, head);
            if (range > 0)
                toQuery = toQuery with { Data = partials, Offset = (((range - 1) * blocks.Heads) + head) * blocks.Queries * size };
            Matrix<T> toKey = AttentionBlocks<T>.Head<T>(gradKey, head).Part(first, 0, columns, size);
            Matrix<T> toValue = AttentionBlocks<T>.Head<T>(gradValue, head).Part(first, 0, columns, blocks.Output);
            ReadOnlySpan<T> logSums = logSumExp.Span<T>().Slice(head * blocks.Queries, blocks.Queries);
            for (int row = 0; row < blocks.Queries; row += Rows)
            {
                int rows = Math.Min(Rows, blocks.Queries - row);
                if (blocks.Visible(row + rows - 1, first, columns) == 0) continue;
                var weights = new Matrix<T>(memory, 0, rows, columns, columns, 1);
                Matrix<T> scoreGrads = weights with { Offset = Rows * Columns };
                Matrix<T> query = queries.Part(row, 0, rows, size), grad = grads.Part(row, 0, rows, blocks.Output);
                Gemm.Multiply(query, scaled.Transposed, weights, accumulate: false);
                blocks.Mask(head, row, rows, first, columns, memory.AsSpan(0, rows * columns));
                Gemm.Multiply(grad, values.Transposed, scoreGrads, accumulate: false);
                for (int r = 0; r < rows; r++)
                {
                    Span<T> weight = memory.AsSpan(r * columns, columns);
                    Weigh(
                        weight, memory.AsSpan((Rows * Columns) + (r * columns), columns), blocks.Visible(row + r, first, columns),
                        logSums[row + r], dots[row + r]);
                }

                Gemm.Multiply(weights.Transposed, grad, toValue, accumulate: true);
                Gemm.Multiply(scoreGrads.Transposed, query, toKey, accumulate: true);
                Gemm.Multiply(scoreGrads, scaled, toQuery.Part(row, 0, rows, size), accumulate: true);
            }

            Span<T> keys = gradKey.Span<T>().Slice(((head * blocks.Keys) + first) * size, columns * size);
            TensorPrimitives.Multiply(keys, blocks.Scale, keys);
        }

        /// <summary>Replaces a row of scores by weights, and the weights' gradients by the scores'.</summary>
        private static void Weigh(Span<T> weights, Span<T> grads, int visible, T logSum, T dot)
        {
            Span<T> seen = weights[..visible];
            ExponentialRows.Exp<T>(seen, logSum, seen);
            weights[visible..].Clear();
            TensorPrimitives.AddMultiply(grads[..visible], -dot, seen, grads[..visible]);
            grads[visible..].Clear();
        }

        /// <summary>Each row's product with its gradient: what the softmax subtracts from the gradients of the row's weights.</summary>
        private static void Dot(in Matrix<T> output, in Matrix<T> grad, Span<T> dots)
        {
            for (int row = 0; row < dots.Length; row++)
                dots[row] = TensorPrimitives.Dot<T>(AttentionBlocks<T>.Row(output, row), AttentionBlocks<T>.Row(grad, row));
        }
    }
}
