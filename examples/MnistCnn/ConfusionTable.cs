using System.Text.Json.Nodes;
using Autograd.Examples.Shared;
using Autograd.Metrics;

namespace Autograd.Examples.MnistCnn;

/// <summary>Which digits are taken for which.</summary>
internal static class ConfusionTable
{
    private const int Digits = 10;

    /// <summary>Shows a row for each digit: how many of its images were read as each digit.</summary>
    public static void Show(Evaluation evaluation, Report report)
    {
        var confusion = ConfusionMatrix.Create(evaluation.Labels, evaluation.Predictions, Digits);
        ResultTable table = report.Table(null, [new Column("is", "0 '→'"), .. Enumerable.Range(0, Digits).Select(other => new Column($"{other}", Width: 5))]);
        var matrix = new JsonArray();
        for (int digit = 0; digit < Digits; digit++)
        {
            long[] row = [.. Enumerable.Range(0, Digits).Select(other => confusion[digit, other])];
            table.Add([digit, .. row.Select(count => (Cell)count)]);
            matrix.Add((JsonNode)new JsonArray([.. row.Select(count => (JsonNode)count)]));
        }

        report.Figures.Set("confusion matrix", matrix);
    }
}
