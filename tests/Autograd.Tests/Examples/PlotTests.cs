using System.Buffers.Binary;
using System.Xml.Linq;
using Autograd.Examples.Shared.Plots;

namespace Autograd.Tests.Examples;

public sealed class PlotTests : IDisposable
{
    private const int Width = 740, Height = 420;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Every_kind_of_series_is_drawn_and_named(string theme)
    {
        double[] x = [1, 2, 3, 4], y = [0.5, double.NaN, 0.7, double.PositiveInfinity];
        XElement svg = Draw(
            theme,
            new Plot("A <title> & \u0001more", "x", "y")
                .Contours([1, 4], [0, 1], new double[,] { { 0, 1 }, { 1, 2 } }, 5)
                .Line("line", x, y)
                .Scatter("dots", x, y)
                .Area("area", x, y)
                .Reference("guide", x, y)
                .Path("path", x, y)
                .Marks("cross", x, y));
        string[] texts = Texts(svg);
        string[] named = ["A <title> & more", "x", "y", "line", "dots", "area", "guide", "path", "cross", "1", "2", "3", "4", "0.5"];
        foreach (string text in named) Assert.Single(texts, text);
        Assert.DoesNotContain("1.5", texts);
        Assert.Equal("A <title> & more", svg.Elements().First(e => e.Name.LocalName == "title").Value);
    }

    [Fact]
    public void Text_is_written_in_the_font_that_the_assembly_has_and_in_one_as_wide_elsewhere()
    {
        XElement svg = Draw("light", new Plot("τ ≤ ½ − x² ₁₀ ∂", "x", "y").Line("line", [1, 2], [-1, 1]));
        Assert.Contains("−1", Texts(svg));
        Assert.All(
            svg.Descendants().Where(e => e.Name.LocalName == "text"),
            text => Assert.Equal("'DejaVu Sans', Verdana, Geneva, sans-serif", text.Attribute("font-family")!.Value));
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { 3.0 })]
    [InlineData(new[] { 0.0, 0, 0 })]
    [InlineData(new[] { 1e-300, 2e-300 })]
    [InlineData(new[] { 1e9, 1e9 + 1 })]
    [InlineData(new[] { -1e250, 1e250 })]
    [InlineData(new[] { double.NaN, double.NaN })]
    public void Odd_data_have_axes_too(double[] y)
    {
        double[] x = [.. Enumerable.Range(0, y.Length).Select(i => i + 0.5)];
        int ticks = Texts(Draw("light", new Plot("odd", "x", "y").Line("line", x, y))).Length - 4;
        Assert.InRange(ticks, 4, 40);
    }

    [Fact]
    public void Markers_at_the_ends_are_inside_the_frame()
    {
        XElement svg = Draw("light", new Plot("ends", "epoch", "y").Line("line", [1, 2, 3], [0.1, 0.5, 0.9]));
        // The frame is the rectangle that clips the series.
        XElement frame = svg.Descendants().First(e => e.Name.LocalName == "clipPath").Elements().First();
        double left = Number(frame, "x"), right = left + Number(frame, "width");
        double[] centres = [.. svg.Descendants().Where(e => e.Name.LocalName is "circle" or "ellipse").Select(e => Number(e, "cx"))];
        Assert.True(centres.Length >= 3);
        foreach (double centre in centres) Assert.InRange(centre, left + 3, right - 3);
    }

    [Fact]
    public void A_name_that_ends_in_png_makes_a_PNG_file_twice_as_fine()
    {
        string path = _folder.File("plot.PNG");
        new Figure(PlotTheme.Dark, new Plot("png", "x", "y").Line("line", [1, 2], [3, 4])).Save(path);
        byte[] file = File.ReadAllBytes(path);
        Assert.Equal("PNG"u8, file.AsSpan(1, 3));
        Assert.Equal(2 * Width, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)));
        Assert.Equal(2 * Height, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
    }

    [Fact]
    public void A_long_series_takes_no_more_than_can_be_seen()
    {
        double[] x = [.. Enumerable.Range(0, 200_000).Select(i => i * 0.001)], y = Array.ConvertAll(x, Math.Sin);
        string svg = new Figure(PlotTheme.Light, new Plot("long", "x", "y").Line("line", x, y)).ToSvg();
        Assert.InRange(svg.Length, 10_000, 200_000);
    }

    [Fact]
    public void Unequal_lengths_are_refused()
    {
        var plot = new Plot("p", "x", "y");
        Assert.Throws<ArgumentException>(() => plot.Line("line", [1], [1, 2]));
        Assert.Throws<ArgumentException>(() => plot.Contours([0, 1], [0, 1, 2], new double[2, 2], 3));
        Assert.Throws<ArgumentException>(() => new Figure(PlotTheme.Light));
    }

    private static string[] Texts(XElement svg) => [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);

    private XElement Draw(string theme, Plot plot)
    {
        string path = _folder.File("plot.svg");
        new Figure(PlotTheme.Of(theme), plot).Save(path);
        return ProgramRun.Svg(path);
    }
}
