using Autograd.Examples.Shared.Plots;

namespace Autograd.Examples.GradientDescent;

/// <summary>Draws the ways on contours, a plot for each function.</summary>
internal static class DescentPlot
{
    private const int Grid = 161, Lines = 18;

    public static void Save(string path, IEnumerable<Route> routes, string theme) =>
        new Figure(PlotTheme.Of(theme), [.. routes.Select(Plot)]).Save(path);

    private static Plot Plot(Route route)
    {
        Landscape landscape = route.Landscape;
        (double[] x, double[] y, double[,] heights) = landscape.Grid(Grid);
        Plot plot = new Plot($"{landscape.Name}: {landscape.Formula}", "x", "y")
        {
            XRange = landscape.X,
            YRange = landscape.Y,
            LegendAside = true,
            Height = 560,
            Width = 780,
        }
            .Contours(x, y, heights, Lines)
            .Marks("minimum", [.. landscape.Minima.Select(m => m.X)], [.. landscape.Minima.Select(m => m.Y)]);
        if (landscape == Landscape.Bowl)
        {
            // The two ways are one: the numerical one as dots on the line of the other.
            (Descent numerical, Descent automatic) = (route.Descents[0], route.Descents[1]);
            return plot.Scatter(numerical.Name, numerical.X, numerical.Y).Path(automatic.Name, automatic.X, automatic.Y);
        }

        var named = new HashSet<string>();
        foreach (Descent descent in route.Descents)
        {
            (double[] pathX, double[] pathY) = descent.Thinned(landscape);
            plot.Path(named.Add(descent.Name) ? descent.Name : string.Empty, pathX, pathY, Array.IndexOf(route.Names, descent.Name));
        }

        return plot;
    }
}
