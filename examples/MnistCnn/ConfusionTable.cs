using System.Text.Json.Nodes;
using Autograd.Examples.Shared;

namespace Autograd.Examples.MnistCnn;

/// <summary>Which digits are taken for which.</summary>
internal static class ConfusionTable
{
    private const int Digits = 10;

    /// <summary>Shows a row for each digit: how many of its images were read as each digit.</summary>
    public static void Show(Evaluation evaluation, Report report)
    {
        ReadOnlySpan<long> labels = evaluation.Labels.AsReadOnlySpan<long>(), predictions = evaluation.Predictions.AsReadOnlySpan<long>();
        int[,] counts = new int[Digits, Digits];
        for (int i = 0; i < labels.Length; i++) counts[labels[i], predictions[i]]++;

        ResultTable table = report.Table(null, [new Column("read as", "'is' 0"), .. Enumerable.Range(0, Digits).Select(digit => new Column($"{digit}", Width: 5))]);
        var matrix = new JsonArray();
        for (int is_ = 0; is_ < Digits; is_++)
        {
            int[] row = [.. Enumerable.Range(0, Digits).Select(digit => counts[is_, digit])];
            table.Add([is_, .. row.Select(count => (Cell)count)]);
            matrix.Add((JsonNode)new JsonArray([.. row.Select(count => (JsonNode)count)]));
        }

        report.Figures.Set("confusion matrix", matrix);
    }
}
