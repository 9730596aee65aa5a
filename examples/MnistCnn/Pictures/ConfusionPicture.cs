using System.Globalization;
using Autograd.Examples.Shared.Plots;
using Autograd.Metrics;

namespace Autograd.Examples.MnistCnn.Pictures;

/// <summary>Which classes are taken for which, as a heat map.</summary>
internal static class ConfusionPicture
{
    private const int Cell = 46, Margin = 110;

    /// <summary>Draws a row for each class and a cell for what it was read as.</summary>
    public static void Write(string path, string theme, Evaluation evaluation, IReadOnlyList<string> names)
    {
        int count = names.Count;
        var confusion = ConfusionMatrix.Create(evaluation.Labels, evaluation.Predictions, count);
        double[,] shares = new double[count, count];
        List<Caption> captions = [];
        for (int i = 0; i < count; i++)
        {
            long all = Enumerable.Range(0, count).Sum(j => confusion[i, j]);
            for (int j = 0; j < count; j++)
            {
                // The root shows the few that are read wrong beside the many that are not.
                shares[i, j] = all == 0 ? 0 : Math.Sqrt((double)confusion[i, j] / all);
                if (confusion[i, j] > 0)
                    captions.Add(new Caption(confusion[i, j].ToString(CultureInfo.InvariantCulture), j, -i, shares[i, j] > 0.6));
            }
        }

        string title = string.Create(CultureInfo.InvariantCulture, $"{confusion.Total} test images, {confusion.Accuracy:P2} read right");
        int side = count * Math.Max(Cell - count, 24);
        Plot plot = new Plot(title, "read as", "is")
        {
            Width = side + Margin + 40,
            Height = side + Margin,
            XRange = (-0.5, count - 0.5),
            YRange = (0.5 - count, 0.5),
            XTicks = [.. names.Select((name, j) => ((double)j, name))],
            YTicks = [.. names.Select((name, i) => ((double)-i, name))],
        }
            .Cells(shares, 0, 1, Tones.Heat)
            .Captions(captions);
        new Figure(PlotTheme.Of(theme), plot).Save(path);
    }
}
