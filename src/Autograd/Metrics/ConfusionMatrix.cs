using System.Globalization;
using System.Text;

namespace Autograd.Metrics;

/// <summary>How many samples of each class were predicted as each class: one row per true class, one column per predicted class.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[,] _counts;

    private ConfusionMatrix(long[,] counts) => _counts = counts;

    /// <summary>The number of classes.</summary>
    public int Classes => _counts.GetLength(0);

    /// <summary>The number of samples of a class that were predicted as a class.</summary>
    /// <param name="label">The true class.</param>
    /// <param name="prediction">The predicted class.</param>
    public long this[int label, int prediction] => _counts[label, prediction];

    /// <summary>All samples.</summary>
    public long Total => _counts.Cast<long>().Sum();

    /// <summary>The fraction of the samples on the diagonal.</summary>
    public double Accuracy
    {
        get
        {
            long right = 0;
            for (int i = 0; i < Classes; i++) right += _counts[i, i];
            return (double)right / Total;
        }
    }

    /// <summary>Counts the predictions of each class.</summary>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <param name="predictions">The predicted class of each sample, from 0.</param>
    /// <param name="classes">How many classes there are; one more than the highest number unless given.</param>
    /// <exception cref="MetricException">Unequal lengths, no samples, or a number that is not a class.</exception>
    public static ConfusionMatrix Create(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions, int? classes = null)
    {
        BinaryLabels.RequirePairs("confusion_matrix", labels.Length, "predictions", predictions.Length);
        int count = classes ?? Math.Max(Highest(labels), Highest(predictions)) + 1;
        if (count < 1) throw new MetricException($"confusion_matrix: there cannot be {count} classes");
        // Without a given number of classes a stray label would make a matrix of any size.
        if (count > 10_000)
            throw new MetricException($"confusion_matrix: {count} classes make a table that nobody reads; labels are numbers from 0 up");
        long[,] counts = new long[count, count];
        for (int i = 0; i < labels.Length; i++)
            counts[Checked(labels[i], "label", i, count), Checked(predictions[i], "prediction", i, count)]++;
        return new ConfusionMatrix(counts);
    }

    /// <summary>Counts the predictions of each class.</summary>
    /// <param name="labels">Class numbers [N], of an integer dtype or bool.</param>
    /// <param name="predictions">Class numbers [N], or scores, logits or probabilities [N, C], of which each row's highest counts.</param>
    /// <param name="classes">How many classes there are; the columns of the scores, or one more than the highest number, unless
    /// given.</param>
    /// <exception cref="MetricException">Unequal lengths, no samples, or a number that is not a class.</exception>
    /// <exception cref="DTypeException">Class numbers of a floating dtype.</exception>
    /// <exception cref="ShapeException">Other numbers of dimensions.</exception>
    public static ConfusionMatrix Create(Tensor labels, Tensor predictions, int? classes = null)
    {
        int[] predicted = ClassNumbers.Predictions("confusion_matrix", predictions);
        return Create(
            ClassNumbers.Labels("confusion_matrix", "labels", labels),
            predicted,
            classes ?? (predictions.Rank == 2 ? predictions.Shape[1] : null));
    }

    /// <summary>The counts as a matrix [classes, classes] of int64.</summary>
    public Tensor ToTensor() => Tensor.Create(_counts);

    /// <summary>The counts in aligned columns, one line per true class.</summary>
    public override string ToString()
    {
        int width = _counts.Cast<long>().Max().ToString(CultureInfo.InvariantCulture).Length;
        var text = new StringBuilder();
        for (int i = 0; i < Classes; i++)
        {
            if (i > 0) text.Append('\n');
            for (int j = 0; j < Classes; j++)
                text.Append(j > 0 ? "  " : string.Empty).Append(_counts[i, j].ToString(CultureInfo.InvariantCulture).PadLeft(width));
        }

        return text.ToString();
    }

    private static int Highest(ReadOnlySpan<int> numbers)
    {
        int highest = 0;
        foreach (int number in numbers) highest = Math.Max(highest, number);
        return highest < int.MaxValue ? highest : throw new MetricException($"confusion_matrix: {highest} is not a class number");
    }

    private static int Checked(int number, string what, int at, int classes) =>
        (uint)number < (uint)classes
            ? number
            : throw new MetricException($"confusion_matrix: {what} {at} is {number}; the classes are 0 to {classes - 1}");
}
