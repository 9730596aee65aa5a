namespace Autograd.Metrics;

/// <summary>The area under the ROC curve: how often a positive sample scores above a negative one, ties counting half.</summary>
/// <remarks>
/// Computed from ranks (Mann and Whitney, 1947, "On a test of whether one of two random variables is stochastically larger than the
/// other"), in whole numbers up to the last division: exact to the rounding of that one, and O(n log n).
/// </remarks>
public static class RocAuc
{
    /// <summary>The area, from 0 to 1; 0.5 is guessing.</summary>
    /// <param name="labels">1 for a positive sample, 0 for a negative one; at least one of each.</param>
    /// <param name="scores">Any numbers that are higher the more positive a sample looks; infinities are numbers too.</param>
    /// <exception cref="MetricException">Unequal lengths, no samples, one class only, a label that is not 0 or 1, a NaN.</exception>
    public static double Score(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores)
    {
        int[] order = BinaryLabels.Rank("roc_auc", labels, scores, out long positive);
        long above = 0;
        Int128 halves = 0; // twice the pairs that are won: they overflow a long from 3 billion samples on
        for (int i = 0; i < order.Length;)
        {
            long won = 0, lost = 0;
            double score = scores[order[i]];
            for (; i < order.Length && scores[order[i]] == score; i++)
            {
                if (labels[order[i]] == 1) won++;
                else lost++;
            }

            halves += (Int128)lost * (2 * above + won);
            above += won;
        }

        return (double)halves / (double)((Int128)2 * positive * (labels.Length - positive));
    }

    /// <inheritdoc cref="Score(ReadOnlySpan{int}, ReadOnlySpan{double})"/>
    public static double Score(ReadOnlySpan<int> labels, ReadOnlySpan<float> scores)
    {
        double[] wide = new double[scores.Length];
        for (int i = 0; i < wide.Length; i++) wide[i] = scores[i];
        return Score(labels, wide);
    }

    /// <summary>
    /// The area of tensors of any dtype whose elements correspond in row-major order. Not differentiable; nothing is recorded.
    /// </summary>
    /// <inheritdoc cref="Score(ReadOnlySpan{int}, ReadOnlySpan{double})"/>
    public static double Score(Tensor labels, Tensor scores) =>
        Score(BinaryLabels.Read("roc_auc", labels), BinaryLabels.Scores("roc_auc", scores));
}
