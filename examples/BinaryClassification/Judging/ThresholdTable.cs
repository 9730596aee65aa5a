using Autograd.Examples.Shared;
using Autograd.Metrics;

namespace Autograd.Examples.BinaryClassification.Judging;

/// <summary>What a classifier finds, and what it costs, depending on the score from which on a row counts as positive.</summary>
internal static class ThresholdTable
{
    private const int Steps = 10;

    /// <summary>Shows a row for each tenth.</summary>
    /// <param name="labels">The class of each row, 0 or 1.</param>
    /// <param name="scores">The score of each.</param>
    /// <param name="report">Where to show it.</param>
    public static void Show(int[] labels, double[] scores, Report report)
    {
        report.Say("test rows by threshold: those with a higher score count as positive");
        ResultTable table = report.Table(
            "thresholds",
            new Column("threshold", "F1"),
            new Column("precision", "F4"),
            new Column("recall", "F4", 6),
            new Column("F1", "F4", 6, Key: "f1"),
            new Column("false positive rate", "F4"),
            new Column("accuracy", "F4"));
        for (int i = 1; i < Steps; i++)
        {
            double threshold = (double)i / Steps;
            int[] choices = Choices(scores, threshold);
            var found = PrecisionRecallF1.Create(labels, choices);
            var confusion = ConfusionMatrix.Create(labels, choices, 2);
            double alarms = (double)confusion[0, 1] / (confusion[0, 0] + confusion[0, 1]);
            table.Add(threshold, found.Precision, found.Recall, found.F1, alarms, confusion.Accuracy);
        }
    }

    /// <summary>The classes at a threshold.</summary>
    public static int[] Choices(double[] scores, double threshold) => Array.ConvertAll(scores, score => score > threshold ? 1 : 0);
}
