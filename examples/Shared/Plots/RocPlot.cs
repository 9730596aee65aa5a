namespace Autograd.Examples.Shared.Plots;

/// <summary>The plot of a classifier's choices: the true positives that it finds against the false alarms that this costs.</summary>
public static class RocPlot
{
    /// <summary>
    /// A square from 0 to 1 with the diagonal, which stands for guessing. Add each curve with <see cref="Plot.Line"/> or
    /// <see cref="Plot.Area"/>.
    /// </summary>
    public static Plot Create(string title) =>
        new Plot(title, "false positive rate", "true positive rate")
        {
            XRange = (-0.01, 1.01), // the width of a line more than 0 to 1
            YRange = (-0.01, 1.01),
            Width = 540,
            Height = 560,
        }
            .Reference("guessing", [0, 1], [0, 1]);
}
