using ScottPlot;

namespace Autograd.Examples.Shared.Plots;

/// <summary>Numbers as colours: heights from one in the valleys to another on the hills, or through one in the middle.</summary>
/// <param name="colours">The colours from the lowest number to the highest, evenly spaced; two or more.</param>
internal sealed class Shade(params Color[] colours) : IColormap
{
    /// <inheritdoc/>
    public string Name => "shade";

    /// <inheritdoc/>
    public Color GetColor(double position)
    {
        double place = double.Clamp(position, 0, 1) * (colours.Length - 1);
        int from = Math.Min((int)place, colours.Length - 2);
        return colours[from].InterpolateRgb(colours[from + 1], place - from);
    }
}
