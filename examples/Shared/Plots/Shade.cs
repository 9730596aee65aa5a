using ScottPlot;

namespace Autograd.Examples.Shared.Plots;

/// <summary>Heights as colours: from one in the valleys to another on the hills.</summary>
/// <param name="low">The colour of the lowest place.</param>
/// <param name="high">The colour of the highest.</param>
internal sealed class Shade(Color low, Color high) : IColormap
{
    /// <inheritdoc/>
    public string Name => "shade";

    /// <inheritdoc/>
    public Color GetColor(double position) => low.InterpolateRgb(high, double.Clamp(position, 0, 1));
}
