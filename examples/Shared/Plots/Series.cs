namespace Autograd.Examples.Shared.Plots;

/// <summary>Points with a name.</summary>
/// <param name="Style">How they are drawn.</param>
/// <param name="Name">What the legend calls them.</param>
/// <param name="X">Where they are from left to right.</param>
/// <param name="Y">Where they are from bottom to top; as many.</param>
public sealed record Series(SeriesStyle Style, string Name, double[] X, double[] Y);
