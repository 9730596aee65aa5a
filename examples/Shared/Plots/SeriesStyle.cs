namespace Autograd.Examples.Shared.Plots;

/// <summary>How points are drawn.</summary>
public enum SeriesStyle
{
    /// <summary>A line through them.</summary>
    Line,

    /// <summary>A dashed grey line through them.</summary>
    Reference,

    /// <summary>Dots.</summary>
    Points,

    /// <summary>A line, and the area under it shaded.</summary>
    Area,
}
