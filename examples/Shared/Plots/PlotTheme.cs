using ScottPlot;

namespace Autograd.Examples.Shared.Plots;

/// <summary>The colours of a picture: for a light page or a dark one.</summary>
public sealed class PlotTheme
{
    // Told apart by colour-blind eyes too, and seen on white as well as on black.
    private static readonly Color[] s_series =
    [
        .. new[]
        {
            "#2f7df6", "#ee6a0c", "#0f9f8f", "#a855f7", "#ca8a04", "#e11d5c",
            "#64a30d", "#0ea5e9", "#b45309", "#ec4899", "#7c86f5", "#6b7280",
        }.Select(Color.FromHex),
    ];

    private PlotTheme(string name, string page, string ink, string faint, string grid, string low, string high)
    {
        Name = name;
        (Page, Ink, Faint, Grid) = (Color.FromHex(page), Color.FromHex(ink), Color.FromHex(faint), Color.FromHex(grid));
        (Low, High) = (Color.FromHex(low), Color.FromHex(high));
    }

    /// <summary>Dark on white.</summary>
    public static PlotTheme Light { get; } = new("light", "#ffffff", "#1f2933", "#52606d", "#e4e7eb", "#c3d8f5", "#fcfdff");

    /// <summary>Light on nearly black.</summary>
    public static PlotTheme Dark { get; } = new("dark", "#0d1117", "#e6edf3", "#9ea7b3", "#2a313c", "#274a7d", "#0f141c");

    /// <summary>What <c>--theme</c> calls it.</summary>
    public string Name { get; }

    internal Color Page { get; }

    internal Color Ink { get; }

    internal Color Faint { get; }

    internal Color Grid { get; }

    internal Color Low { get; }

    internal Color High { get; }

    /// <summary>The theme of a name.</summary>
    /// <param name="name"><c>light</c> or <c>dark</c>.</param>
    public static PlotTheme Of(string name) => name == Dark.Name ? Dark : Light;

    /// <summary>The colour of a series as <c>#rrggbb</c>, the same in both themes.</summary>
    /// <param name="place">Its place among the series, from 0; after the last colour the first comes again.</param>
    public static string SeriesHex(int place) => Series(place).ToHex();

    internal static Color Series(int place) => s_series[place % s_series.Length];
}
