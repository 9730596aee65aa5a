using Autograd.Examples.Shared.Plots;

namespace Autograd.Examples.BinaryClassification.Judging;

/// <summary>How the areas under the ROC curves grew.</summary>
internal static class AucCurve
{
    /// <summary>Draws a line for the training rows and one for the test rows.</summary>
    public static void Draw(string path, string theme, string name, IReadOnlyList<(int Epoch, double Train, double Test)> areas)
    {
        double[] epochs = [.. areas.Select(area => (double)area.Epoch)];
        Plot plot = new Plot($"Area under the ROC curve: {name}", "epoch", "AUC")
            .Line("train", epochs, [.. areas.Select(area => area.Train)])
            .Line("test", epochs, [.. areas.Select(area => area.Test)]);
        new Figure(PlotTheme.Of(theme), plot).Save(path);
    }
}
