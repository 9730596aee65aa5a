using System.Globalization;
using System.Text;
using System.Xml;

namespace Autograd.Examples.Shared.Plots;

/// <summary>Plots one below the other, as a self-contained SVG image: no script, no font, no style sheet of anyone else's.</summary>
public sealed class Figure
{
    private const int Left = 84, Right = 28, Top = 16, TitleHeight = 28, LegendRow = 22, Bottom = 56, FewPoints = 30;
    private const string Ink = "#1f2933", Faint = "#52606d", Grid = "#e4e7eb", Neutral = "#9aa5b1";

    // Distinct for colour-blind eyes too, and in lightness, for grey prints.
    private static readonly string[] s_colours = ["#2563eb", "#ea580c", "#0d9488", "#9333ea", "#ca8a04", "#be123c"];

    private readonly Plot[] _plots;

    /// <summary>Creates the figure.</summary>
    /// <param name="plots">At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Figure(params ReadOnlySpan<Plot> plots)
    {
        if (plots.IsEmpty) throw new ArgumentException("figure: it needs a plot", nameof(plots));
        _plots = plots.ToArray();
    }

    /// <summary>Writes the image to a file, which is whole or not there at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        string image = ToSvg();
        OutputFile.Write(path, writer => writer.Write(image));
    }

    /// <summary>The image as the text of an SVG file.</summary>
    public string ToSvg()
    {
        int width = _plots.Max(plot => plot.Width) + Left + Right;
        int height = Top + _plots.Sum(TotalHeight);
        var text = new StringBuilder();
        using (var svg = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            svg.WriteStartElement("svg", "http://www.w3.org/2000/svg");
            Attributes(svg, ("viewBox", $"0 0 {width} {height}"), ("width", $"{width}"), ("height", $"{height}"), ("role", "img"));
            Attributes(
                svg, ("font-family", "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"), ("font-size", "12"));
            svg.WriteElementString("title", Clean(_plots[0].Title));
            Element(svg, "rect", ("width", "100%"), ("height", "100%"), ("fill", "#ffffff"));
            int top = Top;
            for (int i = 0; i < _plots.Length; top += TotalHeight(_plots[i]), i++) Draw(svg, _plots[i], top, $"data{i}");
            svg.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static int TotalHeight(Plot plot) => TitleHeight + Legend(plot).Rows * LegendRow + plot.Height + Bottom;

    private static void Draw(XmlWriter svg, Plot plot, int top, string clip)
    {
        Text(svg, plot.Title, Left, top + 16, Ink, "start", ("font-size", "16"), ("font-weight", "600"));
        (int rows, (Series Series, double X, int Row)[] entries) = Legend(plot);
        foreach ((Series series, double x, int row) in entries) DrawEntry(svg, plot, series, x, top + TitleHeight + row * LegendRow + 10);

        int dataTop = top + TitleHeight + rows * LegendRow + 4, bottom = dataTop + plot.Height;
        Axis across = Axis.Horizontal(plot, Left), up = Axis.Vertical(plot, bottom);
        foreach ((double value, string text) in up.Ticks())
        {
            string y = Pixel(up.At(value));
            Element(svg, "line", ("x1", $"{Left}"), ("x2", $"{Left + plot.Width}"), ("y1", y), ("y2", y), ("stroke", Grid));
            Text(svg, text, Left - 8, up.At(value) + 4, Faint, "end");
        }

        foreach ((double value, string text) in across.Ticks())
        {
            string x = Pixel(across.At(value));
            Element(svg, "line", ("x1", x), ("x2", x), ("y1", $"{dataTop}"), ("y2", $"{bottom + 4}"), ("stroke", Grid));
            Text(svg, text, across.At(value), bottom + 18, Faint, "middle");
        }

        Element(svg, "path", ("d", $"M{Left} {dataTop}V{bottom}H{Left + plot.Width}"), ("fill", "none"), ("stroke", Neutral));
        Text(svg, plot.XLabel, Left + plot.Width / 2.0, bottom + 38, Ink, "middle");
        int middle = dataTop + plot.Height / 2;
        Text(svg, plot.YLabel, 18, middle, Ink, "middle", ("transform", $"rotate(-90 18 {middle})"));

        // Series may leave a range that was set: they are cut there, with room for the width of a line.
        svg.WriteStartElement("clipPath");
        Attributes(svg, ("id", clip));
        Element(
            svg, "rect", ("x", $"{Left - 2}"), ("y", $"{dataTop - 2}"), ("width", $"{plot.Width + 4}"), ("height", $"{plot.Height + 4}"));
        svg.WriteEndElement();
        svg.WriteStartElement("g");
        Attributes(svg, ("clip-path", $"url(#{clip})"), ("fill", "none"), ("stroke-linejoin", "round"), ("stroke-linecap", "round"));
        foreach (Series series in plot.Series) DrawSeries(svg, plot, series, across, up);
        svg.WriteEndElement();
    }

    private static void DrawSeries(XmlWriter svg, Plot plot, Series series, Axis across, Axis up)
    {
        string colour = Colour(plot, series);
        string path = series.Style == SeriesStyle.Points ? SeriesPath.Dots(series, across, up) : SeriesPath.Line(series, across, up);
        if (path.Length == 0) return;
        if (series.Style == SeriesStyle.Area)
            Element(svg, "path", ("d", SeriesPath.Area(series, across, up)), ("fill", colour), ("fill-opacity", "0.12"));
        Element(svg, "path", [("d", path), ("stroke", colour), .. Stroke(series.Style)]);
        // Few points, epochs mostly, are marked: one by itself would not be seen otherwise.
        if (series.Style == SeriesStyle.Line && series.X.Length <= FewPoints)
            Element(svg, "path", ("d", SeriesPath.Dots(series, across, up)), ("stroke", colour), ("stroke-width", "6"));
    }

    private static void DrawEntry(XmlWriter svg, Plot plot, Series series, double x, double y)
    {
        string path = series.Style == SeriesStyle.Points ? $"M{Pixel(x + 10)} {Pixel(y - 4)}h0" : $"M{Pixel(x)} {Pixel(y - 4)}h20";
        Element(svg, "path", [("d", path), ("stroke", Colour(plot, series)), ("stroke-linecap", "round"), .. Stroke(series.Style)]);
        Text(svg, series.Name, x + 27, y, Ink, "start");
    }

    private static (string Name, string Value)[] Stroke(SeriesStyle style) => style switch
    {
        SeriesStyle.Points => [("stroke-width", "5"), ("stroke-opacity", "0.55")],
        SeriesStyle.Reference => [("stroke-width", "1.6"), ("stroke-dasharray", "5 5")],
        _ => [("stroke-width", "2")],
    };

    /// <summary>
    /// Where the legend's entries stand, as many in a row as there is room for. A single series needs none if it has no name.
    /// </summary>
    private static (int Rows, (Series Series, double X, int Row)[] Entries) Legend(Plot plot)
    {
        var entries = new List<(Series, double, int)>();
        double x = Left;
        int row = 0;
        foreach (Series series in plot.Series)
        {
            if (series.Name.Length == 0) continue;
            double width = 27 + 7 * series.Name.Length + 20; // of a wide font; a narrower one only leaves a wider gap
            if (x > Left && x + width > Left + plot.Width + Right) (x, row) = (Left, row + 1);
            entries.Add((series, x, row));
            x += width;
        }

        return (entries.Count == 0 ? 0 : row + 1, entries.ToArray());
    }

    private static string Colour(Plot plot, Series series)
    {
        if (series.Style == SeriesStyle.Reference) return Neutral;
        int place = 0;
        foreach (Series other in plot.Series)
        {
            if (ReferenceEquals(other, series)) break;
            if (other.Style != SeriesStyle.Reference) place++;
        }

        return s_colours[place % s_colours.Length];
    }

    private static void Text(XmlWriter svg, string text, double x, double y, string colour, string anchor, params (string, string)[] more)
    {
        svg.WriteStartElement("text");
        Attributes(svg, [("x", Pixel(x)), ("y", Pixel(y)), ("fill", colour), ("text-anchor", anchor), .. more]);
        svg.WriteString(Clean(text));
        svg.WriteEndElement();
    }

    private static void Element(XmlWriter svg, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        svg.WriteStartElement(name);
        Attributes(svg, attributes);
        svg.WriteEndElement();
    }

    private static void Attributes(XmlWriter svg, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach ((string name, string value) in attributes) svg.WriteAttributeString(name, value);
    }

    private static string Pixel(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Names come from people's files: what XML cannot hold is left out.</summary>
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune.Value >= ' ' && rune.Value is not (0xFFFE or 0xFFFF)));
}
