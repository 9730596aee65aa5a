namespace Autograd.Metrics;

/// <summary>How well one class is found among others.</summary>
/// <remarks>
/// Where no sample was predicted as the class, precision is 0; where none belongs to it, recall is 0; where both are 0, so is F1:
/// scikit-learn's convention.
/// </remarks>
/// <param name="Precision">The fraction of the samples predicted as the class that belong to it.</param>
/// <param name="Recall">The fraction of the samples of the class that were predicted as it.</param>
/// <param name="F1">The harmonic mean of the two.</param>
/// <param name="Support">The number of samples of the class.</param>
public readonly record struct PrecisionRecallF1(double Precision, double Recall, double F1, long Support)
{
    /// <summary>The metrics of the positive class.</summary>
    /// <param name="labels">1 for a positive sample, 0 for a negative one.</param>
    /// <param name="predictions">1 for a sample predicted positive, 0 for one predicted negative.</param>
    /// <exception cref="MetricException">Unequal lengths, no samples, or a number that is not 0 or 1.</exception>
    public static PrecisionRecallF1 Create(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions)
    {
        BinaryLabels.RequirePairs("precision_recall_f1", labels.Length, "predictions", predictions.Length);
        BinaryLabels.CountPositive("precision_recall_f1", labels);
        return Of(ConfusionMatrix.Create(labels, predictions, classes: 2), label: 1);
    }

    /// <summary>
    /// The metrics of the positive class, from tensors of any dtype that hold 0 and 1, and correspond in row-major order.
    /// </summary>
    /// <inheritdoc cref="Create(ReadOnlySpan{int}, ReadOnlySpan{int})"/>
    public static PrecisionRecallF1 Create(Tensor labels, Tensor predictions) =>
        Create(BinaryLabels.Read("precision_recall_f1", labels), BinaryLabels.Read("precision_recall_f1", predictions, "predictions"));

    /// <summary>The metrics of one class of several.</summary>
    /// <param name="counts">The confusion matrix.</param>
    /// <param name="label">The class.</param>
    /// <returns>The metrics of the class.</returns>
    /// <exception cref="MetricException">There is no such class.</exception>
    public static PrecisionRecallF1 Of(ConfusionMatrix counts, int label)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if ((uint)label >= (uint)counts.Classes)
            throw new MetricException($"precision_recall_f1: there is no class {label} among {counts.Classes}");
        long right = counts[label, label], support = 0, taken = 0;
        for (int i = 0; i < counts.Classes; i++)
        {
            support += counts[label, i];
            taken += counts[i, label];
        }

        return new PrecisionRecallF1(Part(right, taken), Part(right, support), Part(2 * right, taken + support), support);
    }

    private static double Part(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
