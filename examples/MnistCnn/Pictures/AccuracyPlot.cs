using Autograd.Examples.Shared.Plots;

namespace Autograd.Examples.MnistCnn.Pictures;

/// <summary>How the accuracies rose.</summary>
internal static class AccuracyPlot
{
    /// <summary>Draws a line for the training images and one for the test images, a point an epoch.</summary>
    public static void Write(string path, string theme, string model, IReadOnlyList<(double Train, double Test)> accuracies)
    {
        double[] epochs = [.. Enumerable.Range(1, accuracies.Count)];
        new Figure(PlotTheme.Of(theme), new Plot($"Digits read right by --model {model}", "epoch", "accuracy")
            .Line("train", epochs, [.. accuracies.Select(accuracy => accuracy.Train)])
            .Line("test", epochs, [.. accuracies.Select(accuracy => accuracy.Test)])).Save(path);
    }
}
