using System.Text.Json.Nodes;
using Autograd.Examples.Shared;

namespace Autograd.Examples.MnistCnn;

/// <summary>The figures of the epochs, as a table on the screen and as rows of the log.</summary>
internal sealed class EpochTable(Report report, TextWriter? log)
{
    private readonly ResultTable _table = report.Table(
        "epochs",
        new Column("epoch"),
        new Column("train loss", "F4"),
        new Column("train accuracy", "F4"),
        new Column("test accuracy", "F4"),
        new Column("seconds", "F2"),
        new Column("samples/s", "F0", Key: "samples_per_second"));

    /// <summary>The train and test accuracies of the epochs so far.</summary>
    public List<(double Train, double Test)> Accuracies { get; } = [];

    /// <summary>An epoch has ended.</summary>
    /// <param name="epoch">Its number, from 1.</param>
    /// <param name="loss">The mean loss over the training images, each as it was learnt from.</param>
    /// <param name="train">The part of all training images that is right after the epoch.</param>
    /// <param name="test">The part of the test images that is right after the epoch.</param>
    /// <param name="seconds">How long training and testing took.</param>
    /// <param name="rate">The training images a second, of the training alone.</param>
    public void Add(int epoch, double loss, double train, double test, double seconds, double rate)
    {
        JsonObject row = _table.Add(epoch, loss, train, test, seconds, rate);
        log?.WriteLine(row.ToJsonString());
        log?.Flush(); // a long run can be followed
        Accuracies.Add((train, test));
    }
}
