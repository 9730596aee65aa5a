using ScottPlot;
using SkiaSharp;

namespace Autograd.Examples.Shared.Plots;

/// <summary>
/// The font of every plot, which is part of this assembly: a machine without a single font draws the same picture as any other.
/// </summary>
internal sealed class PlotFont : IFontResolver
{
    /// <summary>Its family.</summary>
    public const string Name = "DejaVu Sans";

    // Verdana's letters are as wide: whoever looks at an SVG file without this font sees no gaps.
    public const string Fallbacks = "'DejaVu Sans', Verdana, Geneva, sans-serif";

    private static readonly Lazy<SKTypeface> s_regular = new(() => Read("DejaVuSans.ttf"));
    private static readonly Lazy<SKTypeface> s_bold = new(() => Read("DejaVuSans-Bold.ttf"));
    private static readonly Lock s_lock = new();
    private static bool s_isKnown;

    /// <summary>Tells the plotting library of the font, once.</summary>
    public static void Register()
    {
        lock (s_lock)
        {
            if (s_isKnown) return;
            Fonts.FontResolvers.Insert(0, new PlotFont());
            Fonts.Default = Name;
            s_isKnown = true;
        }
    }

    /// <summary>The family that can write a text: this one, or of the machine's fonts one that has the characters.</summary>
    /// <remarks>Titles hold the names of people's files, which may be in any script.</remarks>
    public static string For(string text) => s_regular.Value.ContainsGlyphs(text) ? Name : Fonts.Detect(text);

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? (weight >= FontWeight.SemiBold ? s_bold : s_regular).Value : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName == Name ? (bold ? s_bold : s_regular).Value : null;

    private static SKTypeface Read(string name)
    {
        using Stream stream = typeof(PlotFont).Assembly.GetManifestResourceStream(name)!;
        return SKTypeface.FromStream(stream);
    }
}
