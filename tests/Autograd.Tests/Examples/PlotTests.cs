using System.Xml.Linq;
using Autograd.Examples.Shared.Plots;

namespace Autograd.Tests.Examples;

public sealed class PlotTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_kind_of_series_is_drawn_and_named()
    {
        double[] x = [1, 2, 3, 4], y = [0.5, double.NaN, 0.7, double.PositiveInfinity];
        XElement svg = Draw(new Plot("A <title> & \u0001more", "x", "y").Line("line", x, y).Scatter("dots", x, y).Area("area", x, y).Reference("guide", x, y));
        string[] texts = Texts(svg);
        foreach (string text in (string[])["A <title> & more", "x", "y", "line", "dots", "area", "guide", "1", "2", "3", "4", "0.50"]) Assert.Contains(text, texts);
        Assert.DoesNotContain("1.5", texts);
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
        int ticks = Texts(Draw(new Plot("odd", "x", "y").Line("line", x, y))).Length - 4;
        Assert.InRange(ticks, 4, 30);
    }

    [Fact]
    public void A_long_series_takes_no_more_than_can_be_seen()
    {
        double[] x = [.. Enumerable.Range(0, 200_000).Select(i => i * 0.001)], y = Array.ConvertAll(x, Math.Sin);
        string svg = new Figure(new Plot("long", "x", "y").Line("line", x, y)).ToSvg();
        Assert.InRange(svg.Length, 10_000, 200_000);
    }

    [Fact]
    public void Unequal_lengths_are_refused() => Assert.Throws<ArgumentException>(() => new Plot("p", "x", "y").Line("line", [1], [1, 2]));

    private static string[] Texts(XElement svg) => [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

    private XElement Draw(Plot plot)
    {
        string path = _folder.File("plot.svg");
        new Figure(plot, RocPlot.Create("second")).Save(path);
        XElement svg = ProgramRun.Svg(path);
        // The second plot's texts are the same each time and of no interest.
        XElement second = svg.Elements().First(e => e.Value == "second");
        second.ElementsAfterSelf().ToList().ForEach(e => e.Remove());
        second.Remove();
        return svg;
    }
}
