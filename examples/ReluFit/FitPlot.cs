using System.Globalization;
using Autograd.Examples.Shared.Plots;

namespace Autograd.Examples.ReluFit;

/// <summary>Draws a fit over the function, and their difference below.</summary>
internal static class FitPlot
{
    private const int LongestTitle = 30;

    public static void Save(Options options, Fit fit)
    {
        TargetFunction function = options.Function;
        string errors = string.Create(CultureInfo.InvariantCulture, $"max error {fit.MaxError:G3}, rmse {fit.Rmse:G3}");
        var figure = new Figure(
            PlotTheme.Of(options.Theme),
            new Plot($"{Name(function)} by {options.Hidden} ReLU units after {options.Epochs} epochs", "x", "y")
                .Line("fit", fit.X, fit.Found)
                .Reference(function.Formula, fit.X, fit.Truth),
            new Plot($"Residuals: {errors}", "x", "fit − function") { Height = 240 }.Area(string.Empty, fit.X, fit.Residuals));
        figure.Save(options.Plot!);
    }

    private static string Name(TargetFunction function) => function switch
    {
        { Name: not TargetFunction.Written } => function.Name,
        { Formula.Length: > LongestTitle } => $"{function.Formula[..LongestTitle]}…",
        _ => function.Formula,
    };
}
