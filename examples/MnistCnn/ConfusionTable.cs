using System.Globalization;
using System.Text.Json.Nodes;
using Autograd.Examples.Shared;
using Autograd.Metrics;

namespace Autograd.Examples.MnistCnn;

/// <summary>Which classes are taken for which.</summary>
internal static class ConfusionTable
{
    private const int FewClasses = 10, RoomyWidth = 5;

    /// <summary>Shows a row for each class: how many of its images were read as each class.</summary>
    /// <param name="evaluation">What was read.</param>
    /// <param name="names">The names of the classes.</param>
    /// <param name="report">Where to show it.</param>
    public static void Show(Evaluation evaluation, IReadOnlyList<string> names, Report report)
    {
        int count = names.Count;
        var confusion = ConfusionMatrix.Create(evaluation.Labels, evaluation.Predictions, count);
        long[][] rows = [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, count).Select(j => confusion[i, j]).ToArray())];
        // Many classes have no more room than their numbers need.
        int width = count <= FewClasses ? RoomyWidth : rows.Max(row => row.Max()).ToString(CultureInfo.InvariantCulture).Length;
        const string Arrow = " →";
        var first = new Column("is", Width: names.Max(name => name.Length) + Arrow.Length);
        ResultTable table = report.Table(null, [first, .. names.Select(name => new Column(name, Width: width))]);
        var matrix = new JsonArray();
        for (int i = 0; i < count; i++)
        {
            table.Add([names[i] + Arrow, .. rows[i].Select(number => (Cell)number)]);
            matrix.Add((JsonNode)new JsonArray([.. rows[i].Select(number => (JsonNode)number)]));
        }

        report.Figures.Set("classes", new JsonArray([.. names.Select(name => (JsonNode)name)]));
        report.Figures.Set("confusion matrix", matrix);
    }
}
