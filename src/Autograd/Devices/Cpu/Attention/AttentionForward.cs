using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Attention, forward. A chunk is a block of one head's queries: it goes through the keys block by block, and what it has summed so far is
/// scaled down whenever a greater score is met.
/// </summary>
internal static class AttentionForward
{
    public static void Run<T>(in AttentionBlocks<T> blocks, View y, View logSumExp)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        if (logSumExp.Numel == 0) return;
        ParallelFor.Run(blocks.Heads * blocks.QueryBlocks, blocks.Work, new Body<T>(blocks, y, logSumExp));
    }

    private readonly struct Body<T>(AttentionBlocks<T> blocks, View y, View logSumExp) : IChunkBody
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        private const int Columns = AttentionBlocks<T>.KeysPerBlock;

        public void Run(int chunk)
        {
            int head = chunk / blocks.QueryBlocks, first = chunk % blocks.QueryBlocks * AttentionBlocks<T>.QueriesPerBlock;
            int rows = Math.Min(AttentionBlocks<T>.QueriesPerBlock, blocks.Queries - first), size = blocks.Size;
            T[] memory = Scratch<T>.RentArray(ScratchSlot.Result, rows * (Columns + size + 2));
            Span<T> max = memory.AsSpan(rows * (Columns + size), rows), sum = memory.AsSpan(rows * (Columns + size + 1), rows);
            max.Fill(T.NegativeInfinity);
            sum.Clear();

            // The factor is applied to the queries, which have fewer elements than the scores.
            var scaled = new Matrix<T>(memory, rows * Columns, rows, size, size, 1);
            AttentionBlocks<T>.Multiply(
                blocks.QueryOf(head).Part(first, 0, rows, size), blocks.Scale, memory.AsSpan(rows * Columns, rows * size));
            Matrix<T> keys = blocks.KeyOf(head), values = blocks.ValueOf(head);
            Matrix<T> output = AttentionBlocks<T>.Head<T>(y, head).Part(first, 0, rows, blocks.Output);
            int end = blocks.Visible(first + rows - 1, 0, blocks.Keys);
            for (int at = 0; at < end; at += Columns)
            {
                int columns = Math.Min(Columns, end - at);
                var scores = new Matrix<T>(memory, 0, rows, columns, columns, 1);
                Gemm.Multiply(scaled, keys.Part(at, 0, columns, size).Transposed, scores, accumulate: false);
                blocks.Mask(head, first, rows, at, columns, memory.AsSpan(0, rows * columns));
                for (int row = 0; row < rows; row++)
                {
                    T keep = Weigh(
                        memory.AsSpan(row * columns, columns), blocks.Visible(first + row, at, columns), ref max[row], ref sum[row]);
                    if (at == 0 || keep == T.One) continue;
                    Span<T> summed = AttentionBlocks<T>.Row(output, row);
                    TensorPrimitives.Multiply(summed, keep, summed);
                }

                Gemm.Multiply(scores, values.Part(at, 0, columns, blocks.Output), output, accumulate: at > 0);
            }

            Span<T> logSums = logSumExp.Span<T>().Slice((head * blocks.Queries) + first, rows);
            for (int row = 0; row < rows; row++) logSums[row] = Finish(AttentionBlocks<T>.Row(output, row), max[row], sum[row]);
        }

        /// <summary>
        /// Replaces a row of scores by the exponentials of their differences from the greatest score so far. Returns the factor of what
        /// was summed before.
        /// </summary>
        private static T Weigh(Span<T> row, int visible, ref T max, ref T sum)
        {
            Span<T> seen = row[..visible];
            T top = ExponentialRows.Max<T>(seen), before = max;
            if (top > max) max = top;
            // While every score is −∞ nothing may be subtracted: −∞ − −∞ would be NaN. A NaN among them stays one.
            T shift = T.IsNegativeInfinity(max) ? T.Zero : max;
            T keep = before == max && !T.IsNegativeInfinity(max) ? T.One : T.Exp(before - shift);
            sum = (sum * keep) + ExponentialRows.Exp<T>(seen, shift, seen);
            row[visible..].Clear();
            return keep;
        }

        private static T Finish(Span<T> output, T max, T sum)
        {
            if (sum == T.Zero)
            {
                output.Clear();
                return T.PositiveInfinity;
            }

            TensorPrimitives.Multiply(output, T.One / sum, output);
            return T.IsNegativeInfinity(max) ? sum : max + T.Log(sum); // −∞ with a sum is a row of NaN
        }
    }
}
