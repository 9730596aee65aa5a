using System.Globalization;
using System.Xml.Linq;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Autograd.Examples.Shared.Plots;

/// <summary>Plots one below the other, as a picture: SVG or PNG, drawn by ScottPlot with a font that is part of this assembly.</summary>
public sealed class Figure
{
    private const float Scale = 2; // a PNG file has so many pixels for one, to be sharp on fine screens

    private const int Edge = 10; // free on every side

    private readonly Plot[] _plots;
    private readonly PlotTheme _theme;

    /// <summary>Creates the figure.</summary>
    /// <param name="theme">Its colours.</param>
    /// <param name="plots">At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Figure(PlotTheme theme, params ReadOnlySpan<Plot> plots)
    {
        ArgumentNullException.ThrowIfNull(theme);
        if (plots.IsEmpty) throw new ArgumentException("figure: it needs a plot", nameof(plots));
        (_theme, _plots) = (theme, plots.ToArray());
        PlotFont.Register();
    }

    private int Width => _plots.Max(plot => plot.Width);

    private int Height => _plots.Sum(plot => plot.Height);

    /// <summary>Whether a file's name says that it is a PNG file. Every other is SVG.</summary>
    /// <param name="path">The file.</param>
    public static bool IsPng(string path) => System.IO.Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes the picture to a file, which is whole or not there at all.</summary>
    /// <param name="path">The file: PNG if its name ends so, else SVG.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        if (IsPng(path))
        {
            byte[] image = ToPng();
            OutputFile.WriteBytes(path, stream => stream.Write(image));
        }
        else
        {
            string image = ToSvg();
            OutputFile.Write(path, writer => writer.Write(image));
        }
    }

    /// <summary>The picture as the bytes of a PNG file.</summary>
    public byte[] ToPng()
    {
        var size = new SKImageInfo((int)(Width * Scale), (int)(Height * Scale));
        using var surface = SKSurface.Create(size);
        surface.Canvas.Scale(Scale);
        Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        return data.ToArray();
    }

    /// <summary>The picture as the text of an SVG file, self-contained: no script and no style sheet.</summary>
    public string ToSvg()
    {
        using var stream = new MemoryStream();
        // The end of the file is written when the canvas is disposed of.
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, Height), stream)) Draw(canvas);
        stream.Position = 0;
        return Tidy(XDocument.Load(stream).Root!);
    }

    private void Draw(SKCanvas canvas)
    {
        ScottPlot.Plot[] built = Array.ConvertAll(_plots, plot => plot.Build(_theme));
        try
        {
            for (int i = 0; i < built.Length; i++)
            {
                Style(built[i], _plots[i]);
                // The library draws a new plot twice, to settle its layout: into memory first, so that no file holds everything doubled.
                built[i].RenderInMemory(_plots[i].Width - 2 * Edge, _plots[i].Height - 2 * Edge);
            }

            // The axes of plots above each other begin at the same place.
            float left = built.Max(plot => plot.RenderManager.LastRender.Layout.PanelSizes[plot.Axes.Left]);
            canvas.Clear(_theme.Page.ToSKColor());
            float top = 0;
            for (int i = 0; i < built.Length; top += _plots[i].Height, i++)
            {
                built[i].Axes.Left.MinimumSize = left;
                built[i].RenderManager.ClearCanvasBeforeEachRender = false;
                built[i].Render(canvas, new PixelRect(Edge, _plots[i].Width - Edge, top + _plots[i].Height - Edge, top + Edge));
            }
        }
        finally
        {
            foreach (ScottPlot.Plot plot in built) plot.Dispose();
        }
    }

    private void Style(ScottPlot.Plot built, Plot plot)
    {
        (built.FigureBackground.Color, built.DataBackground.Color) = (_theme.Page, _theme.Page);
        built.Axes.Color(_theme.Faint);
        built.Axes.Right.FrameLineStyle.Width = built.Axes.Top.FrameLineStyle.Width = 0;
        built.Grid.MajorLineColor = _theme.Grid;
        Label(built.Axes.Title.Label, plot.Title, 16, bold: true);
        Label(built.Axes.Bottom.Label, plot.XLabel, 13, bold: false);
        Label(built.Axes.Left.Label, plot.YLabel, 13, bold: false);
        SetAxis(built.Axes.Bottom, plot.Span(isHorizontal: true), plot.CountsX, plot.XTicks);
        SetAxis(built.Axes.Left, plot.Span(isHorizontal: false), counts: false, plot.YTicks);
        if (plot.HidesAxes)
        {
            built.HideGrid();
            // Not the title, which is a panel as well.
            foreach (IAxis axis in built.Axes.GetAxes()) axis.IsVisible = false;
        }

        if (!plot.IsNamed)
        {
            built.HideLegend();
            return;
        }

        Legend legend = built.Legend;
        (legend.BackgroundColor, legend.OutlineWidth, legend.ShadowColor) = (Colors.Transparent, 0, Colors.Transparent);
        (legend.FontColor, legend.FontSize, legend.FontName) = (_theme.Ink, 12, PlotFont.Name);
        (legend.Margin, legend.TightHorizontalWrapping) = (new PixelPadding(0), true);
        legend.Orientation = plot.LegendAside ? Orientation.Vertical : Orientation.Horizontal;
        ScottPlot.Panels.LegendPanel panel = built.ShowLegend(plot.LegendAside ? ScottPlot.Edge.Right : ScottPlot.Edge.Top);
        panel.Padding = new PixelPadding(0, 0, 6, 0);
        panel.Alignment = plot.LegendAside ? Alignment.UpperCenter : Alignment.LowerLeft;
    }

    private void Label(LabelStyle label, string text, float size, bool bold)
    {
        (label.Text, label.FontSize, label.Bold, label.ForeColor) = (Clean(text), size, bold, _theme.Ink);
        label.FontName = PlotFont.For(label.Text);
    }

    private static void SetAxis(
        IAxis axis, (double From, double To) span, bool counts, IReadOnlyList<(double At, string Name)>? names)
    {
        (axis.Min, axis.Max) = span;
        axis.TickLabelStyle.FontName = PlotFont.Name;
        if (names is not null)
        {
            SetTicks(axis, names);
            return;
        }

        if (axis.TickGenerator is not NumericAutomatic ticks) return;
        ticks.IntegerTicksOnly = counts;
        ticks.LabelFormatter = value => Number(value, span);
    }

    private static void SetTicks(IAxis axis, IReadOnlyList<(double At, string Name)> names)
    {
        const int Short = 5;
        string[] labels = [.. names.Select(name => Clean(name.Name))];
        axis.TickGenerator = new NumericManual([.. names.Select(name => name.At)], labels);
        axis.TickLabelStyle.FontName = PlotFont.For(string.Concat(labels));
        if (axis is not ScottPlot.AxisPanels.BottomAxis || labels.Max(label => label.Length) <= Short) return;
        // Long names would stand on each other.
        (axis.TickLabelStyle.Rotation, axis.TickLabelStyle.Alignment) = (-45, Alignment.MiddleRight);
        axis.MinimumSize = 20 + 6 * labels.Max(label => label.Length);
    }

    private static string Number(double value, (double From, double To) span)
    {
        double size = Math.Max(Math.Abs(span.From), Math.Abs(span.To));
        string format = size >= 1e6 || size < 1e-3 ? "0.###e0" : "0.#########";
        return value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>Skia names the one font that it drew with; a viewer that lacks it needs others, and a reader the picture's name.</summary>
    private string Tidy(XElement svg)
    {
        XNamespace ns = svg.Name.Namespace;
        svg.SetAttributeValue("viewBox", $"0 0 {Width} {Height}");
        svg.SetAttributeValue("role", "img");
        svg.AddFirst(new XElement(ns + "title", Clean(_plots[0].Title)));
        foreach (XElement text in svg.Descendants(ns + "text"))
        {
            text.Value = text.Value.Trim();
            if (text.Attribute("font-family")?.Value == PlotFont.Name) text.SetAttributeValue("font-family", PlotFont.Fallbacks);
        }

        return svg.ToString() + "\n";
    }

    /// <summary>Names come from people's files: what XML cannot hold is left out.</summary>
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune.Value >= ' ' && rune.Value is not (0xFFFE or 0xFFFF)));
}
