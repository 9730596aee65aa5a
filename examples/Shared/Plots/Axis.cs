using System.Globalization;

namespace Autograd.Examples.Shared.Plots;

/// <summary>Maps numbers to pixels along one direction, and places ticks at round numbers.</summary>
internal sealed class Axis
{
    private readonly double _start, _length;

    private Axis(double from, double to, double start, double length, double step)
    {
        (From, To, Step) = (from, to, step);
        (_start, _length) = (start, length);
    }

    public double From { get; }

    public double To { get; }

    /// <summary>The distance between two ticks: 1, 2, 2.5 or 5 times a power of ten.</summary>
    public double Step { get; }

    /// <summary>The horizontal axis: what the data span, to the last point.</summary>
    public static Axis Horizontal(Plot plot, double start)
    {
        (double from, double to) = plot.XRange ?? Span(plot, series => series.X, margin: 0);
        double step = RoundStep((to - from) / 8);
        if (plot.XRange is not null || !plot.Series.All(series => series.X.All(double.IsInteger)))
            return new Axis(from, to, start, plot.Width, step);
        // There is no epoch 2.5.
        (from, to) = (Math.Floor(from), Math.Ceiling(to));
        return new Axis(from, to, start, plot.Width, step < 1 ? 1 : double.IsInteger(step) ? step : Math.Ceiling(step));
    }

    /// <summary>The vertical axis, pixels counting downwards: what the data span and a little air.</summary>
    public static Axis Vertical(Plot plot, double bottom)
    {
        (double from, double to) = plot.YRange ?? Span(plot, series => series.Y, margin: 0.05);
        return new Axis(from, to, bottom, -plot.Height, RoundStep((to - from) / Math.Max(4, plot.Height / 50)));
    }

    /// <summary>The pixel of a number.</summary>
    public double At(double value) => _start + (value - From) / (To - From) * _length;

    /// <summary>The round numbers on the axis, with their texts.</summary>
    public IEnumerable<(double Value, string Text)> Ticks()
    {
        // Counted rather than summed up: 0.1 added ten times is not 1. A little slack keeps the ends in.
        for (double i = Math.Ceiling(From / Step - 1e-6); i <= To / Step + 1e-6; i++)
            yield return (i * Step, Text(i * Step));
    }

    private static (double From, double To) Span(Plot plot, Func<Series, double[]> values, double margin)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (Series series in plot.Series)
        {
            foreach (double value in values(series))
            {
                if (!double.IsFinite(value)) continue;
                least = Math.Min(least, value);
                most = Math.Max(most, value);
            }
        }

        if (least > most) return (0, 1);
        // Numbers that are as good as equal would fill the height with rounding errors.
        double air = (most - least) * margin, narrowest = Math.Max(Math.Abs(most) * 1e-9, 1e-300);
        if (most - least < narrowest) air = most == 0 ? 1 : Math.Abs(most) * 0.1;
        return (least - air, most + air);
    }

    private static double RoundStep(double atLeast)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        foreach (double round in (ReadOnlySpan<double>)[1, 2, 2.5, 5])
        {
            if (round * power >= atLeast * (1 - 1e-9)) return round * power;
        }

        return 10 * power;
    }

    private string Text(double value)
    {
        double size = Math.Max(Math.Abs(From), Math.Abs(To));
        if (size >= 1e6 || size < 1e-3)
            return (value == 0 ? "0" : value.ToString("0.##e0", CultureInfo.InvariantCulture)).Replace('-', '−');
        int decimals = 0;
        for (double step = Step; decimals < 12 && Math.Abs(step - Math.Round(step)) > 1e-6 * step; step *= 10) decimals++;
        string text = value.ToString("F" + decimals, CultureInfo.InvariantCulture);
        return (value == 0 ? "0" : text).Replace('-', '−');
    }
}
