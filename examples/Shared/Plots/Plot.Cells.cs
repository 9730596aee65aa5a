using ScottPlot;
using ScottPlot.Plottables;

namespace Autograd.Examples.Shared.Plots;

/// <summary>What is drawn cell by cell: heat maps and pictures.</summary>
public sealed partial class Plot
{
    private const int FineCells = 640; // a viewer that blurs the cells of an SVG file has nothing to blur in finer ones

    /// <summary>What stands at the horizontal axis, and where; round numbers unless set.</summary>
    public IReadOnlyList<(double At, string Name)>? XTicks { get; init; }

    /// <summary>What stands at the vertical axis, and where; round numbers unless set.</summary>
    public IReadOnlyList<(double At, string Name)>? YTicks { get; init; }

    /// <summary>Whether there are no axes: for pictures.</summary>
    public bool HidesAxes { get; init; }

    /// <summary>
    /// Adds cells of one colour each. That of row i and column j has its middle at (j, −i), so that row 0 is the topmost.
    /// </summary>
    /// <param name="values">What the colours stand for, [rows, columns]; a NaN is an empty place.</param>
    /// <param name="low">The value of the first colour; what is below has it too.</param>
    /// <param name="high">The value of the last colour; what is above has it too.</param>
    /// <param name="tones">The colours.</param>
    /// <returns>This plot.</returns>
    public Plot Cells(double[,] values, double low, double high, Tones tones)
    {
        ArgumentNullException.ThrowIfNull(values);
        (int rows, int columns) = (values.GetLength(0), values.GetLength(1));
        _x.Add([-0.5, columns - 0.5]);
        _y.Add([0.5 - rows, 0.5]);
        double[,] fine = Magnify(values, Math.Max(1, FineCells / Math.Max(1, Math.Max(rows, columns))));
        return Add(string.Empty, (plot, theme) =>
        {
            Heatmap map = plot.Add.Heatmap(fine);
            (map.Colormap, map.NaNCellColor) = (Colormap(tones, theme), Colors.Transparent);
            map.ManualRange = new ScottPlot.Range(low, high);
            map.Position = new CoordinateRect(-0.5, columns - 0.5, 0.5 - rows, 0.5);
        });
    }

    /// <summary>Adds words in places.</summary>
    /// <param name="captions">The words, and where their middle is.</param>
    /// <param name="size">The height of the letters in pixels.</param>
    /// <returns>This plot.</returns>
    public Plot Captions(IEnumerable<Caption> captions, float size = 11)
    {
        Caption[] all = [.. captions];
        return Add(string.Empty, (plot, theme) =>
        {
            foreach (Caption caption in all)
            {
                Text text = plot.Add.Text(caption.Text, caption.X, caption.Y);
                (text.LabelFontSize, text.LabelAlignment) = (size, Alignment.MiddleCenter);
                (text.LabelFontName, text.LabelFontColor) = (PlotFont.For(caption.Text), caption.OnColour ? Colors.White : theme.Ink);
            }
        });
    }

    private static double[,] Magnify(double[,] values, int times)
    {
        double[,] fine = new double[values.GetLength(0) * times, values.GetLength(1) * times];
        for (int i = 0; i < fine.GetLength(0); i++)
            for (int j = 0; j < fine.GetLength(1); j++) fine[i, j] = values[i / times, j / times];
        return fine;
    }

    private static Shade Colormap(Tones tones, PlotTheme theme) => tones switch
    {
        Tones.Ink => new Shade(theme.Grid, theme.Ink),
        Tones.Heat => new Shade(theme.Page, PlotTheme.Series(0)),
        _ => new Shade(PlotTheme.Series(0), theme.Page, PlotTheme.Series(1)),
    };
}
