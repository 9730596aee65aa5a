using System.Globalization;

namespace Autograd.Examples.GradientDescent;

/// <summary>Where a descent begins.</summary>
/// <param name="X">From left to right.</param>
/// <param name="Y">From bottom to top.</param>
/// <param name="Side">What tells it from the function's other starts: left or right; nothing where it is the only one.</param>
internal sealed record Start(double X, double Y, string Side = "")
{
    /// <summary>Reads <c>X,Y</c>; null where it is not that.</summary>
    public static Start? Parse(string text) =>
        text.Split(',') is [var x, var y] && Number(x) is { } first && Number(y) is { } second ? new Start(first, second) : null;

    /// <inheritdoc/>
    public override string ToString() => Landscape.Place(X, Y, "0.###");

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
}
