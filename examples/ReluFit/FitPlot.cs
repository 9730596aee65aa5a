using System.Globalization;
using Autograd.Examples.Shared.Plots;

namespace Autograd.Examples.ReluFit;

/// <summary>Draws a fit over the function, and their difference below.</summary>
internal static class FitPlot
{
    public static void Save(Options options, Fit fit)
    {
        TargetFunction function = options.Function;
        string errors = string.Create(CultureInfo.InvariantCulture, $"max error {fit.MaxError:G3}, rmse {fit.Rmse:G3}");
        var figure = new Figure(
            PlotTheme.Of(options.Theme),
            new Plot($"{function.Name} by {options.Hidden} ReLU units after {options.Epochs} epochs", "x", "y")
                .Line("fit", fit.X, fit.Found)
                .Reference(function.Formula, fit.X, fit.Truth),
            new Plot($"Residuals: {errors}", "x", "fit − function") { Height = 240 }.Area(string.Empty, fit.X, fit.Residuals));
        figure.Save(options.Plot!);
    }
}
