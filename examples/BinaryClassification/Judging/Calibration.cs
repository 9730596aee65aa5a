using System.Globalization;
using Autograd.Examples.Shared.Plots;

namespace Autograd.Examples.BinaryClassification.Judging;

/// <summary>Whether scores are probabilities: of the rows with a score about 0.8, four of five should be positive.</summary>
internal sealed class Calibration
{
    private const int Bins = 10;

    private readonly List<(double Score, double Share, int Rows)> _bins = [];

    /// <summary>Sorts rows by their score into ten bins of equal width.</summary>
    /// <param name="labels">The class of each row, 0 or 1.</param>
    /// <param name="scores">The score of each, from 0 to 1.</param>
    public Calibration(int[] labels, double[] scores)
    {
        IEnumerable<int> rows = Enumerable.Range(0, scores.Length);
        foreach (IGrouping<int, int> bin in rows.GroupBy(i => Math.Min((int)(scores[i] * Bins), Bins - 1)).OrderBy(bin => bin.Key))
            _bins.Add((bin.Average(i => scores[i]), bin.Average(i => (double)labels[i]), bin.Count()));
        Brier = scores.Zip(labels, (score, label) => (score - label) * (score - label)).Average();
        Error = _bins.Sum(bin => Math.Abs(bin.Score - bin.Share) * bin.Rows) / scores.Length;
    }

    /// <summary>The mean square of what lies between score and class.</summary>
    public double Brier { get; }

    /// <summary>The mean of what lies between the scores of a bin and its share of positive rows (expected calibration error).</summary>
    public double Error { get; }

    /// <summary>Draws the share of positive rows over the score, and how many rows have it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="theme">Its colours.</param>
    /// <param name="name">What the rows are.</param>
    public void Draw(string path, string theme, string name)
    {
        string title = string.Create(CultureInfo.InvariantCulture, $"Calibration: {name}, error {Error:F3}");
        double[] scores = [.. _bins.Select(bin => bin.Score)];
        Plot plot = new Plot(title, "score", "share of positive rows")
        {
            XRange = (-0.02, 1.02),
            YRange = (-0.03, 1.08),
            Width = 560,
            Height = 560,
        }
            .Reference("scores that are probabilities", [0, 1], [0, 1])
            .Line("test rows, and how many", scores, [.. _bins.Select(bin => bin.Share)])
            .Captions(_bins.Select(bin => new Caption(
                bin.Rows.ToString(CultureInfo.InvariantCulture), Math.Clamp(bin.Score, 0.02, 0.98), bin.Share + 0.04)));
        new Figure(PlotTheme.Of(theme), plot).Save(path);
    }
}
