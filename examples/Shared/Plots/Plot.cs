using ScottPlot;
using ScottPlot.Plottables;

namespace Autograd.Examples.Shared.Plots;

/// <summary>A coordinate system with series in it. Draw it, or several one below the other, with <see cref="Figure"/>.</summary>
/// <example><code>new Figure(new Plot("Loss", "epoch", "loss").Line("train", epochs, losses)).Save("loss.svg");</code></example>
/// <param name="title">What stands above it.</param>
/// <param name="xLabel">What stands below the horizontal axis.</param>
/// <param name="yLabel">What stands beside the vertical axis.</param>
public sealed partial class Plot(string title, string xLabel, string yLabel)
{
    private const int FewPoints = 30, ManyPoints = 5000;

    private readonly List<Action<ScottPlot.Plot, PlotTheme>> _drawings = [];
    private readonly List<double[]> _x = [], _y = [];
    private int _colours;

    /// <summary>What stands above it.</summary>
    public string Title { get; } = title;

    /// <summary>What stands below the horizontal axis.</summary>
    public string XLabel { get; } = xLabel;

    /// <summary>What stands beside the vertical axis.</summary>
    public string YLabel { get; } = yLabel;

    /// <summary>What the horizontal axis spans; what the data span and a little more unless set.</summary>
    public (double From, double To)? XRange { get; init; }

    /// <summary>What the vertical axis spans; what the data span and a little more unless set.</summary>
    public (double From, double To)? YRange { get; init; }

    /// <summary>The height in pixels, axes and title included.</summary>
    public int Height { get; init; } = 420;

    /// <summary>The width in pixels, axes included.</summary>
    public int Width { get; init; } = 740;

    /// <summary>Whether the legend stands to the right of the axes and not above them: for many series.</summary>
    public bool LegendAside { get; init; }

    internal bool IsNamed { get; private set; }

    /// <summary>Whether every x is a whole number: there is no epoch 2.5.</summary>
    internal bool CountsX => XRange is null && _x.Any(x => x.Length > 0) && _x.All(x => x.All(double.IsInteger));

    /// <summary>Adds a line through points, which are marked where they are few. A point that is not finite leaves a gap.</summary>
    /// <param name="name">What the legend calls it; nothing for none.</param>
    /// <param name="x">Where the points are from left to right.</param>
    /// <param name="y">Where they are from bottom to top; as many.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">There are not as many x as y.</exception>
    public Plot Line(string name, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Coordinates[] points = Points(name, x, y);
        Color colour = PlotTheme.Series(_colours++);
        return Add(name, (plot, _) =>
        {
            if (points.Length <= ManyPoints)
            {
                Scatter line = plot.Add.Scatter(points, colour);
                (line.LegendText, line.LineWidth, line.MarkerSize) = (name, 2, points.Length <= FewPoints ? 6 : 0);
                return;
            }

            // Of more points than there are pixels only those are drawn that can be seen.
            SignalXY signal = plot.Add.SignalXY([.. points.Select(p => p.X)], [.. points.Select(p => p.Y)], colour);
            (signal.LegendText, signal.LineWidth, signal.MarkerSize) = (name, 2, 0);
        });
    }

    /// <summary>Adds a dashed grey line, for what others are compared with.</summary>
    /// <inheritdoc cref="Line"/>
    public Plot Reference(string name, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Coordinates[] points = Points(name, x, y);
        return Add(name, (plot, theme) =>
        {
            Scatter line = plot.Add.ScatterLine(points, theme.Faint);
            (line.LegendText, line.LineWidth, line.LinePattern) = (name, 1.5f, LinePattern.Dashed);
        });
    }

    /// <summary>Adds points.</summary>
    /// <inheritdoc cref="Line"/>
    public Plot Scatter(string name, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Coordinates[] points = Points(name, x, y);
        Color colour = PlotTheme.Series(_colours++);
        return Add(name, (plot, _) =>
        {
            Scatter dots = plot.Add.ScatterPoints(points, colour.WithAlpha(0.6));
            (dots.LegendText, dots.MarkerSize) = (name, 5);
        });
    }

    /// <summary>Adds a line with the area between it and the horizontal axis shaded.</summary>
    /// <inheritdoc cref="Line"/>
    public Plot Area(string name, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Coordinates[] points = Points(name, x, y);
        Color colour = PlotTheme.Series(_colours++);
        return Add(name, (plot, _) =>
        {
            foreach ((double X, double Y, double Zero)[] part in Finite(points))
            {
                FillY area = plot.Add.FillY(part, p => (p.X, Math.Min(p.Y, 0), Math.Max(p.Y, 0)));
                (area.FillColor, area.LineWidth) = (colour.WithAlpha(0.18), 0);
            }

            Scatter line = plot.Add.ScatterLine(points, colour);
            (line.LegendText, line.LineWidth) = (name, 2);
        });
    }

    /// <summary>Adds the way of something that moves: a line, with a ring where it began and a dot where it ended.</summary>
    /// <param name="name">What the legend calls it; nothing for none.</param>
    /// <param name="x">Where the points are from left to right.</param>
    /// <param name="y">Where they are from bottom to top; as many.</param>
    /// <param name="colour">The place of its colour, from 0; the next one's unless given.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">There are not as many x as y.</exception>
    public Plot Path(string name, ReadOnlySpan<double> x, ReadOnlySpan<double> y, int? colour = null)
    {
        Coordinates[] points = Points(name, x, y);
        Color ink = PlotTheme.Series(colour ?? _colours++);
        return Add(name, (plot, theme) =>
        {
            if (points.Length == 0) return;
            Scatter line = plot.Add.ScatterLine(points, ink);
            (line.LegendText, line.LineWidth) = (name, 1.8f);
            Marker start = plot.Add.Marker(points[0], MarkerShape.OpenCircle, 10, theme.Ink);
            start.MarkerLineWidth = 1.5f;
            plot.Add.Marker(points[^1], MarkerShape.FilledCircle, 8, ink);
        });
    }

    /// <summary>Adds places that are marked by crosses in the colour of the text: where something is to be found.</summary>
    /// <inheritdoc cref="Line"/>
    public Plot Marks(string name, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Coordinates[] points = Points(name, x, y);
        return Add(name, (plot, theme) =>
        {
            Scatter marks = plot.Add.ScatterPoints(points, theme.Ink);
            (marks.LegendText, marks.MarkerSize, marks.MarkerShape, marks.MarkerLineWidth) = (name, 11, MarkerShape.Cross, 2);
        });
    }

    /// <summary>Adds a landscape seen from above: shaded by its height, with lines through places of the same height.</summary>
    /// <param name="x">The columns, evenly spaced and rising.</param>
    /// <param name="y">The rows, evenly spaced and rising.</param>
    /// <param name="heights">The height of row i and column j at [i, j].</param>
    /// <param name="lines">How many lines, evenly spaced in height.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">The heights are not as many as the columns and rows give places.</exception>
    public Plot Contours(double[] x, double[] y, double[,] heights, int lines)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(heights);
        (int rows, int columns) = (heights.GetLength(0), heights.GetLength(1));
        if ((rows, columns) != (y.Length, x.Length))
            throw new ArgumentException($"plot: {rows}×{columns} heights for {y.Length} rows and {x.Length} columns", nameof(heights));
        return Add(string.Empty, (plot, theme) =>
        {
            Heatmap map = plot.Add.Heatmap(heights);
            map.Colormap = new Shade(theme.Low, theme.High);
            // Row 0 of a picture is its top row; the first row of y is the lowest.
            (map.FlipVertically, map.Smooth) = (true, true);
            map.Position = new CoordinateRect(x[0], x[^1], y[0], y[^1]);
            var places = new Coordinates3d[rows, columns];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++) places[i, j] = new Coordinates3d(x[j], y[i], heights[i, j]);
            ContourLines contours = plot.Add.ContourLines(places, lines);
            (contours.LineColor, contours.LineWidth) = (theme.Faint.WithAlpha(0.4), 1);
            contours.LabelStyle.IsVisible = false;
        });
    }

    internal ScottPlot.Plot Build(PlotTheme theme)
    {
        var plot = new ScottPlot.Plot();
        foreach (Action<ScottPlot.Plot, PlotTheme> draw in _drawings) draw(plot, theme);
        return plot;
    }

    /// <summary>What an axis spans.</summary>
    internal (double From, double To) Span(bool isHorizontal)
    {
        if ((isHorizontal ? XRange : YRange) is { } range) return range;
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (double value in (isHorizontal ? _x : _y).SelectMany(values => values).Where(double.IsFinite))
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        if (least > most) return (0, 1);
        // The air keeps markers whole. Numbers that are as good as equal would fill the axis with rounding errors.
        double air = (most - least) * (isHorizontal ? 0.025 : 0.06), narrowest = Math.Max(Math.Abs(most) * 1e-9, 1e-300);
        if (most - least < narrowest) air = most == 0 ? 1 : Math.Abs(most) * 0.1;
        return (least - air, most + air);
    }

    private static IEnumerable<(double X, double Y, double Zero)[]> Finite(Coordinates[] points)
    {
        var part = new List<(double, double, double)>();
        foreach (Coordinates point in points.Append(Coordinates.NaN))
        {
            if (double.IsFinite(point.X) && double.IsFinite(point.Y))
            {
                part.Add((point.X, point.Y, 0));
            }
            else if (part.Count > 0)
            {
                yield return [.. part];
                part.Clear();
            }
        }
    }

    private Coordinates[] Points(string name, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"plot: series '{name}' has {x.Length} x and {y.Length} y", nameof(y));
        _x.Add(x.ToArray());
        _y.Add(y.ToArray());
        var points = new Coordinates[x.Length];
        for (int i = 0; i < x.Length; i++)
            points[i] = double.IsFinite(x[i]) && double.IsFinite(y[i]) ? new Coordinates(x[i], y[i]) : Coordinates.NaN;
        return points;
    }

    private Plot Add(string name, Action<ScottPlot.Plot, PlotTheme> draw)
    {
        _drawings.Add(draw);
        IsNamed |= name.Length > 0;
        return this;
    }
}
