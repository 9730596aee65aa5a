using System.Globalization;
using Autograd.Data;
using Autograd.Examples.BinaryClassification.Judging;
using Autograd.Examples.BinaryClassification.Predict;
using Autograd.Examples.Shared;
using Autograd.Examples.Shared.Plots;
using Autograd.Examples.Shared.Tables;
using Autograd.Metrics;

namespace Autograd.Examples.BinaryClassification;

/// <summary>A run of the program, from the table to the last line.</summary>
internal static class Run
{
    public static void Start(Options options, bool isLineage, Report report)
    {
        var generator = new Generator(options.Seed);
        (LabelledTable train, LabelledTable test) = isLineage
            ? (LabelledTable.Random("random", generator), LabelledTable.Random("random", generator))
            : Split(options, generator);
        report.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{train.Name}: {train.Labels.Length} rows to train ({train.Positive} positive), "
            + $"{test.Labels.Length} to test ({test.Positive} positive), "
            + $"{train.Features.Shape[1]} features; {options.Hidden} ReLU units, Adam with learning rate {options.LearningRate}, "
            + $"batches of {options.BatchSize}, seed {options.Seed}, {Parallelism.Threads} threads"));
        if (train.Format is not null) report.Say($"{train.Name}: {train.Format}");
        report.Figures.Set("train rows", train.Labels.Length);
        report.Figures.Set("test rows", test.Labels.Length);
        report.Figures.Set("features", train.Features.Shape[1]);

        var scaler = StandardScaler.Fit(train.Features);
        var classifier = new Classifier(options, scaler.Transform(train.Features), train.Labels, generator);
        Tensor testFeatures = scaler.Transform(test.Features);
        classifier.Train(testFeatures, test.Labels, report);

        double[] scores = classifier.Scores(testFeatures), trainScores = classifier.TrainScores();
        double trainArea = RocAuc.Score(train.Labels, trainScores), testArea = RocAuc.Score(test.Labels, scores);
        int[] choices = ThresholdTable.Choices(scores, 0.5);
        var found = PrecisionRecallF1.Create(test.Labels, choices);
        ThresholdTable.Show(test.Labels, scores, report);
        var calibration = new Calibration(test.Labels, scores);
        OutputFile.WriteAll(
            () =>
            {
                if (options.Save is null) return;
                new SavedClassifier(classifier.Model, scaler.Mean, scaler.Scale, train.Columns, train.Label, train.PositiveValue)
                    .Save(options.Save);
                report.Say($"network: {options.Save}");
            },
            () =>
            {
                if (options.Scores is null) return;
                CsvFile.Write(
                    options.Scores,
                    ["label", "score"],
                    test.Labels.Zip(scores, (label, score) => (IReadOnlyList<object>)[label, score]));
                report.Say($"scores: {options.Scores}");
            },
            () =>
            {
                if (options.Plot is null) return;
                Plot plot = RocPlot.Create("ROC curves: " + Path.GetFileName(train.Name));
                Add(plot, "test", testArea, RocCurve.Create(test.Labels, scores));
                Add(plot, "train", trainArea, RocCurve.Create(train.Labels, trainScores));
                new Figure(PlotTheme.Of(options.Theme), plot).Save(options.Plot);
                report.Say($"plot: {options.Plot}");
            },
            () =>
            {
                if (options.Curve is null) return;
                AucCurve.Draw(options.Curve, options.Theme, Path.GetFileName(train.Name), classifier.Areas);
                report.Say($"curve: {options.Curve}");
            },
            () =>
            {
                if (options.Calibration is null) return;
                calibration.Draw(options.Calibration, options.Theme, Path.GetFileName(train.Name));
                report.Say($"calibration: {options.Calibration}");
            },
            () =>
            {
                report.Figure("test accuracy", Accuracy.Score(test.Labels, choices), "F4");
                report.Figure("test precision", found.Precision, "F4");
                report.Figure("test recall", found.Recall, "F4");
                report.Figure("test Brier score", calibration.Brier, "F4");
                report.Figure("test calibration error", calibration.Error, "F4");
                report.Figure("train AUC", trainArea);
                report.Figure("test AUC", testArea);
                report.Figures.Save(options.Json);
            });
    }

    private static void Add(Plot plot, string name, double area, RocCurve curve) => plot.Line(
        string.Create(CultureInfo.InvariantCulture, $"{name}, AUC {area:F4}"), [.. curve.FalsePositiveRates], [.. curve.TruePositiveRates]);

    private static (LabelledTable Train, LabelledTable Test) Split(Options options, Generator generator)
    {
        LabelledTable all = LabelledTable.Read(options.Table);
        (int[] train, int[] test) = StratifiedSplit.Indices(all.Labels, options.TestFraction, generator);
        return (Part(all, train), Part(all, test));
    }

    private static LabelledTable Part(LabelledTable all, int[] rows) =>
        all with { Features = all.Features.IndexSelect(0, Tensor.Create(rows)), Labels = Array.ConvertAll(rows, row => all.Labels[row]) };
}
