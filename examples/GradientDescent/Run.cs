using System.Globalization;
using Autograd.Examples.Shared;

namespace Autograd.Examples.GradientDescent;

/// <summary>A run of the program.</summary>
internal static class Run
{
    public static void Start(Options options, Report report)
    {
        var routes = new List<Route>();
        foreach (Landscape landscape in options.Landscapes)
        {
            if (routes.Count > 0) report.Say(string.Empty);
            routes.Add(landscape == Landscape.Bowl ? Compare(options, report) : Descend(landscape, options, report));
        }

        OutputFile.WriteAll(
            () =>
            {
                if (options.Plot is null) return;
                DescentPlot.Save(options.Plot, routes, options.Theme);
                report.Say($"plot: {options.Plot}");
            },
            () =>
            {
                if (options.Page is null) return;
                SurfacePage.Save(options.Page, routes, options.Theme);
                report.Say($"page: {options.Page}");
            },
            () => report.Figures.Save(options.Json));
    }

    private static Route Compare(Options options, Report report)
    {
        Landscape bowl = Landscape.Bowl;
        Start start = options.Start ?? bowl.Starts[0];
        double rate = options.LearningRate ?? bowl.Rate("sgd");
        report.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{bowl.Name}: {bowl.Formula} from {start}, learning rate {rate}, by numerical and by automatic gradients"));
        var comparison = GradientComparison.Run(bowl, rate, start, report);
        return new Route(bowl, [comparison.Numerical, comparison.Automatic]);
    }

    private static Route Descend(Landscape landscape, Options options, Report report)
    {
        var descents = new List<Descent>();
        foreach (Start start in options.Start is { } given ? [given] : landscape.Starts)
        {
            report.Say($"{landscape.Name}: {landscape.Formula} from {start}, {options.Steps} steps");
            ResultTable table = report.Table(
                $"{landscape.Name} {start.Side}".TrimEnd(),
                new Column("optimizer"),
                new Column("rate", "0.#####", 5),
                new Column("arrived", Width: 7),
                new Column("x", "F4", 8),
                new Column("y", "F4", 8),
                new Column("f", "0.0e+00", 8),
                new Column("nearest minimum", Width: 16));
            foreach (OptimizerChoice optimizer in options.Optimizers)
            {
                double rate = options.LearningRate ?? landscape.Rate(optimizer.Name);
                Descent descent = report.Track(
                    $"{landscape.Name}, {optimizer.Name}",
                    options.Steps,
                    "steps",
                    meter => Descent.Follow(landscape, optimizer, rate, start, options.Steps, meter));
                descents.Add(descent);
                Add(table, landscape, descent, options);
            }
        }

        return new Route(landscape, descents);
    }

    private static void Add(ResultTable table, Landscape landscape, Descent descent, Options options)
    {
        if (descent.Diverged)
        {
            // Of several, one that diverges is a result; alone, it is a mistake in the choice of its rate or start.
            if (options.Optimizers.Length == 1)
            {
                throw new AutogradException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{landscape.Name}: {descent.Name} with learning rate {descent.Rate} diverges in step {descent.X.Length}, "
                    + $"and nothing is saved; try --lr below {descent.Rate} or another --start"));
            }

            table.Add(descent.Name, descent.Rate, "—", "—", "—", "—", "diverged");
            return;
        }

        (double x, double y, _) = landscape.Nearest(descent.X[^1], descent.Y[^1]);
        table.Add(
            descent.Name,
            descent.Rate,
            descent.StepsToArrive(landscape) is { } steps ? steps : "—",
            descent.X[^1],
            descent.Y[^1],
            descent.Values[^1],
            Landscape.Place(x, y, "0.###"));
    }
}
