using System.Globalization;

namespace Autograd.Metrics;

/// <summary>Checks of what binary metrics take, and how they read it from tensors.</summary>
internal static class BinaryLabels
{
    /// <summary>0/1 labels from a tensor of any dtype and shape.</summary>
    /// <exception cref="MetricException">One of them is neither 0 nor 1.</exception>
    public static int[] Read(string metric, Tensor labels, string what = "labels")
    {
        labels.NotNull(what, metric);
        double[] numbers = labels.Detach().ToArray<double>();
        int[] read = new int[numbers.Length];
        for (int i = 0; i < read.Length; i++)
        {
            read[i] = numbers[i] switch
            {
                0 => 0,
                1 => 1,
                _ => throw Not01(metric, numbers[i].ToString("R", CultureInfo.InvariantCulture), i),
            };
        }

        return read;
    }

    /// <summary>The elements of a tensor as doubles, which holds every dtype's order but that of int64 beyond 2⁵³.</summary>
    public static double[] Scores(string metric, Tensor scores)
    {
        scores.NotNull(method: metric);
        return scores.Detach().ToArray<double>();
    }

    /// <summary>Two lists about the same samples, which are one long, or more, and as long as each other.</summary>
    /// <exception cref="MetricException">They are not.</exception>
    public static void RequirePairs(string metric, int labels, string other, int others)
    {
        if (labels != others) throw new MetricException($"{metric}: {labels} labels and {others} {other}; each sample needs one of both");
        if (labels == 0) throw new MetricException($"{metric}: there are no samples to judge");
    }

    /// <summary>Counts the 1s.</summary>
    /// <exception cref="MetricException">A label is neither 0 nor 1.</exception>
    public static long CountPositive(string metric, ReadOnlySpan<int> labels)
    {
        long positive = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] is not (0 or 1)) throw Not01(metric, labels[i].ToString(CultureInfo.InvariantCulture), i);
            positive += labels[i];
        }

        return positive;
    }

    /// <summary>Checks labels and scores, and gives the samples' places from the highest score to the lowest.</summary>
    /// <exception cref="MetricException">Unequal lengths, no samples, one class only, a label that is not 0 or 1, a NaN.</exception>
    public static int[] Rank(string metric, ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, out long positive)
    {
        RequirePairs(metric, labels.Length, "scores", scores.Length);
        positive = CountPositive(metric, labels);
        if (positive == 0 || positive == labels.Length)
        {
            throw new MetricException(
                $"{metric}: all {labels.Length} labels are {(positive == 0 ? 0 : 1)}; "
                + "how well scores tell two classes apart needs samples of both");
        }

        double[] keys = new double[scores.Length];
        int[] order = new int[scores.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            if (double.IsNaN(scores[i])) throw new MetricException($"{metric}: score {i} is NaN, which is neither above nor below another");
            (keys[i], order[i]) = (-scores[i], i);
        }

        Array.Sort(keys, order);
        return order;
    }

    private static MetricException Not01(string metric, string label, int at) =>
        new($"{metric}: label {at} is {label}; labels are 0 (negative) or 1 (positive)");
}
