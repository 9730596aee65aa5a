using System.Globalization;
using Autograd.Examples.Shared.Plots;

namespace Autograd.Examples.ReluFit.Widths;

/// <summary>Draws some of the fits over the function, and the errors of all widths below.</summary>
internal static class WidthPlot
{
    private static readonly int[] s_drawn = [4, 8, 32, 1024];

    public static void Save(Options options, IReadOnlyList<(int Width, Fit Fit)> fits)
    {
        Fit any = fits[0].Fit;
        var top = new Plot($"{options.Function.Formula} by networks of more and more ReLU units", "x", "y");
        foreach ((int width, Fit fit) in fits.Where(known => s_drawn.Contains(known.Width))) top.Line($"{width} units", fit.X, fit.Found);
        top.Reference("the function", any.X, any.Truth);

        double[] places = [.. fits.Select(known => Math.Log2(known.Width))];
        double[] most = [.. fits.Select(known => Log(known.Fit.MaxError))], rmse = [.. fits.Select(known => Log(known.Fit.Rmse))];
        (int low, int high) = ((int)Math.Floor(rmse.Min()), (int)Math.Ceiling(most.Max()));
        Plot bottom = new Plot("Errors between the samples", "ReLU units", "error")
        {
            Height = 320,
            XTicks = [.. fits.Select(known => (Math.Log2(known.Width), known.Width.ToString(CultureInfo.InvariantCulture)))],
            YTicks = [.. Enumerable.Range(low, Math.Max(1, high - low) + 1).Select(power => ((double)power, Power(power)))],
            YRange = (low - 0.05, Math.Max(high, low + 1) + 0.05),
        }
            .Line("largest", places, most)
            .Line("root of the mean square", places, rmse);
        new Figure(PlotTheme.Of(options.Theme), top, bottom).Save(options.Plot!);
    }

    // An error of 0 has no logarithm; no fit in float32 is better than this.
    private static double Log(double error) => Math.Log10(Math.Max(error, 1e-9));

    private static string Power(int power) => Math.Pow(10, power).ToString("0.#########", CultureInfo.InvariantCulture);
}
