using System.Diagnostics;
using System.Globalization;
using Autograd.Examples.Shared;

namespace Autograd.Examples.ReluFit.Widths;

/// <summary>Fits one function by networks of 4 to 1024 units: the wider, the closer.</summary>
internal static class WidthTable
{
    /// <summary>The widths.</summary>
    public static IReadOnlyList<int> All { get; } = [4, 8, 16, 32, 64, 128, 256, 512, 1024];

    /// <summary>Trains all of them, and shows a row each.</summary>
    public static void Run(Options options, Report report)
    {
        TargetFunction function = options.Function;
        report.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{function.Name}: {function.Formula} on [{function.From:0.###}, {function.To:0.###}]; 1-n-1 with ReLU, "
            + $"{options.Epochs} epochs, Adam from {options.LearningRate}, seed {options.Seed}, {Parallelism.Threads} threads"));
        report.Figures.Set("formula", function.Formula);
        report.Figures.Set("epochs", options.Epochs);
        report.Figures.Set("seed", options.Seed);
        ResultTable table = report.Table(
            "widths",
            new Column("units"),
            new Column("parameters"),
            new Column("max error", "F6"),
            new Column("rmse", "F6", 9),
            new Column("seconds", "F2"));
        List<(int Width, Fit Fit)> fits = [];
        foreach (int width in All)
        {
            long start = Stopwatch.GetTimestamp();
            var fitting = new Fitting(options with { Hidden = width });
            report.Track($"{width} units", options.Epochs, "epochs", meter => fitting.Train(0, options.Epochs, meter));
            Fit fit = fitting.Measure();
            fits.Add((width, fit));
            table.Add(width, 3 * width + 1, fit.MaxError, fit.Rmse, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        OutputFile.WriteAll(
            () =>
            {
                if (options.Plot is null) return;
                WidthPlot.Save(options, fits);
                report.Say($"plot: {options.Plot}");
            },
            () =>
            {
                report.Figure($"rmse of {All[0]} units over that of {All[^1]}", fits[0].Fit.Rmse / fits[^1].Fit.Rmse, "F1");
                report.Figures.Save(options.Json);
            });
    }
}
