using Autograd.Examples.BinaryClassification.Judging;
using Autograd.Examples.Shared;
using Autograd.Examples.Shared.Tables;

namespace Autograd.Examples.BinaryClassification.Predict;

/// <summary>Scores the rows of a table by a saved network.</summary>
internal static class Prediction
{
    private const int Shown = 20;

    public static void Run(PredictOptions options, Report report)
    {
        var classifier = SavedClassifier.Load(options.Load);
        var table = CsvTable.Read(options.Table, options.Format);
        double[] scores = classifier.Scores(classifier.Features(table));
        int[] choices = ThresholdTable.Choices(scores, options.Threshold);
        report.Say(
            $"{options.Table}: {table.Format}; {Count(scores.Length, "row")}, {Count(classifier.Columns.Length, "feature")}; "
            + $"positive is {classifier.PositiveInWords}");
        ResultTable rows = report.Table(null, new Column("row", Width: 5), new Column("score", "F4", 6), new Column("class", Width: 8));
        for (int i = 0; i < Math.Min(scores.Length, Shown); i++) rows.Add(i + 1, scores[i], choices[i] == 1 ? "positive" : "negative");
        if (scores.Length > Shown) report.Say($"… and {scores.Length - Shown} more; --scores FILE.csv has all of them");
        OutputFile.WriteAll(
            () =>
            {
                if (options.Scores is null) return;
                CsvFile.Write(
                    options.Scores,
                    ["row", "score", "positive"],
                    scores.Zip(choices).Select((row, i) => (IReadOnlyList<object>)[i + 1, row.First, row.Second]));
                report.Say($"scores: {options.Scores}");
            },
            () =>
            {
                report.Figure("rows", scores.Length);
                report.Figure("positive", choices.Sum());
                report.Figures.Save(options.Json);
            });
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
