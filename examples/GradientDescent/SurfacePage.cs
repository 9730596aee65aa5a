using Autograd.Examples.Shared;
using Autograd.Examples.Shared.Plots;
using Giraffe.ViewEngine;
using Microsoft.FSharp.Collections;
using Plotly.NET;

namespace Autograd.Examples.GradientDescent;

/// <summary>
/// A page with the ways on surfaces that can be turned. It holds all that it needs, plotly.js included, and works without a network.
/// </summary>
internal static class SurfacePage
{
    private const int Grid = 81, SceneHeight = 620;

    public static void Save(string path, IReadOnlyList<Route> routes, string theme)
    {
        bool isDark = theme == PlotTheme.Dark.Name;
        (string page, string ink, string grid) = isDark ? ("#0d1117", "#e6edf3", "#39424e") : ("#ffffff", "#1f2933", "#d3d9e0");
        int columns = routes.Count == 1 ? 1 : 2, rows = (routes.Count + columns - 1) / columns;
        var traces = new List<Trace>();
        var layout = new Layout();
        var annotations = new List<object>();
        var named = new HashSet<string>();
        for (int i = 0; i < routes.Count; i++)
        {
            Route route = routes[i];
            string scene = i == 0 ? "scene" : $"scene{i + 1}";
            (double left, double top) = ((double)(i % columns) / columns, 1 - (double)(i / columns) / rows);
            layout.SetProperty(scene, Scene(route.Landscape, (left, left + 1.0 / columns), (top - 1.0 / rows, top - 0.04 / rows), grid));
            annotations.Add(new
            {
                text = $"<b>{route.Landscape.Name}</b>: {route.Landscape.Formula}",
                x = left + 0.5 / columns,
                y = top,
                xref = "paper",
                yref = "paper",
                xanchor = "center",
                yanchor = "top",
                showarrow = false,
                font = new { size = 15 },
            });
            (double[] x, double[] y, double[,] heights) = route.Landscape.Grid(Grid);
            // A line in the surface would be seen in parts.
            double lift = 0.01 * (heights.Cast<double>().Max() - heights.Cast<double>().Min());
            traces.Add(Surface(route.Landscape.Name, x, y, heights, scene, isDark));
            foreach (Descent descent in route.Descents) traces.Add(Line(route, descent, scene, lift, named.Add(descent.Name)));
        }

        layout.SetProperty("annotations", annotations);
        layout.SetProperty("height", rows * SceneHeight);
        layout.SetProperty("autosize", true);
        layout.SetProperty("paper_bgcolor", page);
        layout.SetProperty("font", new { color = ink, family = "system-ui, 'DejaVu Sans', Verdana, sans-serif" });
        layout.SetProperty("margin", new { l = 0, r = 0, t = 36, b = 0 });
        layout.SetProperty("legend", new { itemsizing = "constant" });
        var config = new Config();
        config.SetProperty("responsive", true);
        config.SetProperty("displaylogo", false);
        string html = GenericChart.toEmbeddedHTML(
            GenericChart.NewMultiChart(ListModule.OfSeq(traces), layout, config, Display(page, ink, isDark ? "dark" : "light")));
        OutputFile.Write(path, writer => writer.Write(html));
    }

    private static DisplayOptions Display(string page, string ink, string scheme)
    {
        DisplayOptions options = DisplayOptions.setPlotlyReference(PlotlyJSReference.Full).Invoke(new DisplayOptions());
        options = DisplayOptions.setDocumentTitle("Gradient descent").Invoke(options);
        HtmlElements.XmlNode style = HtmlElements.rawText(
            $"<style>html {{ overflow-y: scroll; color-scheme: {scheme} }} "
            + $"body {{ margin: 12px; background: {page}; color: {ink} }}</style>");
        return DisplayOptions.setAdditionalHeadTags(ListModule.OfArray([style])).Invoke(options);
    }

    private static object Scene(Landscape landscape, (double From, double To) x, (double From, double To) y, string grid)
    {
        object Axis(string title, double[]? range) => new
        {
            title = new { text = title },
            range,
            gridcolor = grid,
            zerolinecolor = grid,
            showbackground = false,
        };
        return new
        {
            domain = new { x = new[] { x.From, x.To }, y = new[] { y.From, y.To } },
            xaxis = Axis("x", [landscape.X.From, landscape.X.To]),
            yaxis = Axis("y", [landscape.Y.From, landscape.Y.To]),
            zaxis = Axis(landscape.Height.Words, null),
            aspectmode = "manual",
            aspectratio = new { x = 1, y = 1, z = 0.65 },
            camera = new { eye = new { x = 1.2, y = -1.5, z = 1.4 } },
        };
    }

    private static Trace Surface(string name, double[] x, double[] y, double[,] heights, string scene, bool isDark)
    {
        var trace = new Trace("surface");
        trace.SetProperty("x", x);
        trace.SetProperty("y", y);
        int[] places = [.. Enumerable.Range(0, Grid)];
        trace.SetProperty("z", Array.ConvertAll(places, i => Array.ConvertAll(places, j => heights[i, j])));
        trace.SetProperty("scene", scene);
        (string low, string high) = isDark ? ("#1d3a66", "#66809f") : ("#7fa6d9", "#eef4fb");
        trace.SetProperty("colorscale", new object[] { new object[] { 0, low }, new object[] { 1, high } });
        trace.SetProperty("showscale", false);
        trace.SetProperty("opacity", 0.9);
        trace.SetProperty("name", name);
        trace.SetProperty("contours", new { z = new { show = true, usecolormap = true, project = new { z = true } } });
        return trace;
    }

    private static Trace Line(Route route, Descent descent, string scene, double lift, bool isFirst)
    {
        bool isDots = route.Landscape == Landscape.Bowl && descent == route.Descents[0]; // the other way is the same
        Landscape landscape = route.Landscape;
        (double[] x, double[] y) = descent.Thinned(landscape);
        (double X, double Y)[] inside = [.. OnSurface(landscape, x, y)];
        var trace = new Trace("scatter3d");
        trace.SetProperty("x", Array.ConvertAll(inside, p => p.X));
        trace.SetProperty("y", Array.ConvertAll(inside, p => p.Y));
        trace.SetProperty("z", Array.ConvertAll(inside, p => landscape.Height.Of(landscape.Value(p.X, p.Y)) + lift));
        trace.SetProperty("scene", scene);
        trace.SetProperty("mode", isDots ? "markers" : "lines+markers");
        trace.SetProperty("name", descent.Name);
        trace.SetProperty("legendgroup", descent.Name);
        trace.SetProperty("showlegend", isFirst);
        string colour = PlotTheme.SeriesHex(Array.IndexOf(route.Names, descent.Name));
        trace.SetProperty("line", new { color = colour, width = 5 });
        // Only the last place of a line is marked.
        int[] sizes = [.. inside.Select((_, i) => isDots ? 4 : i == inside.Length - 1 ? 5 : 0)];
        trace.SetProperty("marker", new { color = colour, size = sizes, line = new { width = 0 } });
        return trace;
    }

    /// <summary>
    /// The places of a way and others between them, so near that a line through them lies on the surface. What leaves the surface is left
    /// out: it would stretch the scene.
    /// </summary>
    private static IEnumerable<(double X, double Y)> OnSurface(Landscape landscape, double[] x, double[] y)
    {
        double piece = (landscape.X.To - landscape.X.From) / Grid;
        for (int i = 0; i < x.Length; i++)
        {
            double length = i == 0 ? 0 : double.Hypot(x[i] - x[i - 1], y[i] - y[i - 1]);
            int pieces = (int)double.Clamp(Math.Ceiling(length / piece), 1, 1000);
            for (int k = 1; k <= pieces; k++)
            {
                double part = (double)k / pieces;
                (double X, double Y) place = i == 0 ? (x[0], y[0]) : (double.Lerp(x[i - 1], x[i], part), double.Lerp(y[i - 1], y[i], part));
                if (In(place.X, landscape.X) && In(place.Y, landscape.Y)) yield return place;
            }
        }
    }

    private static bool In(double value, (double From, double To) range) => value >= range.From && value <= range.To;
}
