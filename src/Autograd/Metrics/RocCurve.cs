namespace Autograd.Metrics;

/// <summary>
/// The ROC curve: for every threshold, the fraction of the positives found and the fraction of the negatives predicted positive.
/// </summary>
/// <remarks>
/// One point for each different score, from "nothing is positive" (0, 0) to "everything is" (1, 1); equal scores make one point, since no
/// threshold separates them. The trapezoids under it add up to <see cref="RocAuc"/>.
/// </remarks>
public sealed class RocCurve
{
    private RocCurve(double[] thresholds, double[] falsePositiveRates, double[] truePositiveRates)
    {
        Thresholds = thresholds;
        FalsePositiveRates = falsePositiveRates;
        TruePositiveRates = truePositiveRates;
    }

    /// <summary>The thresholds, falling: a sample counts as positive when it scores at least this. The first is infinite.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>The fraction of the negatives that are predicted positive, at each threshold; rising from 0 to 1.</summary>
    public IReadOnlyList<double> FalsePositiveRates { get; }

    /// <summary>The fraction of the positives that are found, at each threshold; rising from 0 to 1.</summary>
    public IReadOnlyList<double> TruePositiveRates { get; }

    /// <summary>The curve of labels and scores.</summary>
    /// <param name="labels">1 for a positive sample, 0 for a negative one; at least one of each.</param>
    /// <param name="scores">Any numbers that are higher the more positive a sample looks.</param>
    /// <exception cref="MetricException">Unequal lengths, no samples, one class only, a label that is not 0 or 1, a NaN.</exception>
    public static RocCurve Create(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores)
    {
        int[] order = BinaryLabels.Rank("roc_curve", labels, scores, out long positive);
        long negative = labels.Length - positive, found = 0, alarms = 0;
        List<double> thresholds = [double.PositiveInfinity], falseRates = [0], trueRates = [0];
        for (int i = 0; i < order.Length;)
        {
            double score = scores[order[i]];
            for (; i < order.Length && scores[order[i]] == score; i++)
            {
                if (labels[order[i]] == 1) found++;
                else alarms++;
            }

            thresholds.Add(score);
            falseRates.Add((double)alarms / negative);
            trueRates.Add((double)found / positive);
        }

        return new RocCurve([.. thresholds], [.. falseRates], [.. trueRates]);
    }

    /// <summary>The curve of tensors of any dtype whose elements correspond in row-major order.</summary>
    /// <inheritdoc cref="Create(ReadOnlySpan{int}, ReadOnlySpan{double})"/>
    public static RocCurve Create(Tensor labels, Tensor scores) =>
        Create(BinaryLabels.Read("roc_curve", labels), BinaryLabels.Scores("roc_curve", scores));
}
