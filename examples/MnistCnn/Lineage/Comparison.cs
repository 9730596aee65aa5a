using System.Diagnostics;
using System.Globalization;
using Autograd.Data;
using Autograd.Examples.Shared;
using Autograd.Nn;

namespace Autograd.Examples.MnistCnn.Lineage;

/// <summary>Trains as the programs did that this one goes back to, and puts its figures beside theirs.</summary>
internal static class Comparison
{
    /// <summary>Runs the protocols one after the other.</summary>
    public static void Run(Options options, IReadOnlyList<Protocol> protocols, Report report)
    {
        (TensorDataset train, TensorDataset test) = DigitData.Open(options, report);
        List<(double Seconds, double Accuracy)> found = [];
        foreach (Protocol protocol in protocols)
        {
            report.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{protocol.Title}: --model {protocol.Model}, gradient descent with learning rate {protocol.LearningRate}, "
                + $"batches of {protocol.BatchSize}, {Length(protocol)}, seed {options.Seed}, {Parallelism.Threads} threads"));
            found.Add(Train(protocol.Apply(options), train, test, report));
        }

        report.Say("side by side; the time here includes the accuracies on the way:");
        ResultTable table = report.Table(
            "comparison",
            new Column("program", Width: protocols.Max(protocol => protocol.Title.Length)),
            new Column("its time"),
            new Column("its accuracy"),
            new Column("here, s", "F1", Key: "seconds"),
            new Column("here", "F4", 6, Key: "test_accuracy"),
            new Column("times as fast", "F0"));
        foreach ((Protocol protocol, (double seconds, double accuracy)) in protocols.Zip(found))
        {
            Cell factor = protocol.Seconds is { } theirs ? theirs / seconds : "—";
            table.Add(protocol.Title, protocol.Time, protocol.Accuracy, seconds, accuracy, factor);
        }

        if (report.Figures.IsSet("data", "synthetic")) report.Say("Their figures are MNIST's, and these are not: see the first line.");
        report.Figures.Save(options.Json);
    }

    private static string Length(Protocol protocol) =>
        protocol.Epochs is { } epochs ? $"{epochs} epochs" : $"{protocol.Iterations} steps";

    private static (double Seconds, double Accuracy) Train(Options options, TensorDataset train, TensorDataset test, Report report)
    {
        Generator.Default.ManualSeed(options.Seed);
        Module<Tensor, Tensor> model = Models.Create(options.Model, options.Dataset.ClassNames.Count, options.InitStd);
        var table = new EpochTable(report, null);
        var training = new Training(model, Models.CreateOptimizer(options, model), options.LearningRate, train, test);
        long start = Stopwatch.GetTimestamp();
        training.Run(options.BatchSize, options.Steps(train.Count), table, report);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, table.Accuracies[^1].Test);
    }
}
