namespace Autograd.Examples.Shared.Plots;

/// <summary>A coordinate system with series in it. Draw it, or several one below the other, with <see cref="Figure"/>.</summary>
/// <example><code>new Figure(new Plot("Loss", "epoch", "loss").Line("train", epochs, losses)).Save("loss.svg");</code></example>
/// <param name="title">What stands above it.</param>
/// <param name="xLabel">What stands below the horizontal axis.</param>
/// <param name="yLabel">What stands beside the vertical axis.</param>
public sealed class Plot(string title, string xLabel, string yLabel)
{
    private readonly List<Series> _series = [];

    /// <summary>What stands above it.</summary>
    public string Title { get; } = title;

    /// <summary>What stands below the horizontal axis.</summary>
    public string XLabel { get; } = xLabel;

    /// <summary>What stands beside the vertical axis.</summary>
    public string YLabel { get; } = yLabel;

    /// <summary>What the horizontal axis spans; what the data span unless set.</summary>
    public (double From, double To)? XRange { get; init; }

    /// <summary>What the vertical axis spans; the data and a little more unless set.</summary>
    public (double From, double To)? YRange { get; init; }

    /// <summary>The height in pixels of the part that holds the data.</summary>
    public int Height { get; init; } = 320;

    /// <summary>The width in pixels of the part that holds the data.</summary>
    public int Width { get; init; } = 620;

    /// <summary>What is drawn, the first lowest.</summary>
    public IReadOnlyList<Series> Series => _series;

    /// <summary>Adds a line through points. A point that is not finite leaves a gap.</summary>
    /// <exception cref="ArgumentException">There are not as many x as y.</exception>
    public Plot Line(string name, ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Add(SeriesStyle.Line, name, x, y);

    /// <summary>Adds a dashed grey line, for what others are compared with.</summary>
    /// <inheritdoc cref="Line"/>
    public Plot Reference(string name, ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Add(SeriesStyle.Reference, name, x, y);

    /// <summary>Adds points.</summary>
    /// <inheritdoc cref="Line"/>
    public Plot Scatter(string name, ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Add(SeriesStyle.Points, name, x, y);

    /// <summary>Adds a line with the area between it and the horizontal axis shaded.</summary>
    /// <inheritdoc cref="Line"/>
    public Plot Area(string name, ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Add(SeriesStyle.Area, name, x, y);

    private Plot Add(SeriesStyle style, string name, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"plot: series '{name}' has {x.Length} x and {y.Length} y", nameof(y));
        _series.Add(new Series(style, name, x.ToArray(), y.ToArray()));
        return this;
    }
}
