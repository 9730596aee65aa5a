using System.Text.Json;
using Autograd.Metrics;

namespace Autograd.Tests.Metrics;

/// <summary>Every metric gives scikit-learn's numbers. Golden: generate.py beside this file.</summary>
public sealed class MetricGoldenTests
{
    internal const string Command = "python3 tests/Autograd.Tests/Metrics/generate.py";

    private static readonly JsonElement[] s_rows = [.. GoldenJson.Read("metrics.json").EnumerateArray()];

    /// <summary>The metrics that have rows.</summary>
    internal static IEnumerable<string> Names => s_rows.Select(row => row.GetProperty("metric").GetString()!).Distinct();

    public static TheoryData<int> Rows() => [.. Enumerable.Range(0, s_rows.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void It_is_scikit_learns(int index)
    {
        JsonElement row = s_rows[index];
        string metric = row.GetProperty("metric").GetString()!;
        int[] labels = Array.ConvertAll(row.GetProperty("labels").Numbers(), x => (int)x);
        double[] predictions = row.GetProperty("predictions").Numbers();
        GoldenJson.AssertClose(row.GetProperty("values").Numbers(), Compute(metric, labels, predictions), 1e-13, 1e-14, metric);
        GoldenJson.AssertClose(Compute(metric, labels, predictions), OfTensors(metric, labels, predictions), 0, 0, $"{metric} of tensors");
    }

    private static double[] Compute(string metric, int[] labels, double[] predictions) => metric switch
    {
        nameof(Accuracy) => [Accuracy.Score(labels, Classes(predictions))],
        nameof(ConfusionMatrix) => ConfusionMatrix.Create(labels, Classes(predictions)).ToTensor().ToArray<double>(),
        nameof(PrecisionRecallF1) => Values(PrecisionRecallF1.Of(ConfusionMatrix.Create(labels, Classes(predictions)), labels.Max())),
        nameof(RocAuc) => [RocAuc.Score(labels, predictions)],
        nameof(RocCurve) => Values(RocCurve.Create(labels, predictions)),
        _ => throw new InvalidOperationException($"add {metric} here, beside the other metrics"),
    };

    private static double[] OfTensors(string metric, int[] labels, double[] predictions)
    {
        Tensor truth = Tensor.Create(labels), classes = Tensor.Create(Classes(predictions)), scores = Tensor.Create(predictions);
        return metric switch
        {
            nameof(Accuracy) => [Accuracy.Score(truth, classes)],
            nameof(ConfusionMatrix) => ConfusionMatrix.Create(truth, classes).ToTensor().ToArray<double>(),
            nameof(PrecisionRecallF1) => Values(PrecisionRecallF1.Of(ConfusionMatrix.Create(truth, classes), labels.Max())),
            nameof(RocAuc) => [RocAuc.Score(truth, scores)],
            nameof(RocCurve) => Values(RocCurve.Create(truth, scores)),
            _ => throw new InvalidOperationException($"add {metric} here, beside the other metrics"),
        };
    }

    private static int[] Classes(double[] predictions) => Array.ConvertAll(predictions, x => (int)x);

    private static double[] Values(PrecisionRecallF1 found) => [found.Precision, found.Recall, found.F1, found.Support];

    private static double[] Values(RocCurve curve) => [.. curve.FalsePositiveRates, .. curve.TruePositiveRates];
}
