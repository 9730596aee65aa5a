namespace Autograd.Examples.Shared.Plots;

/// <summary>Colours that stand for numbers.</summary>
public enum Tones
{
    /// <summary>From paper to ink: a picture.</summary>
    Ink,

    /// <summary>From the page to blue: how much.</summary>
    Heat,

    /// <summary>Blue below, the page in the middle, orange above: numbers of both signs.</summary>
    Signed,
}
