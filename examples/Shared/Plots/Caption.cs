namespace Autograd.Examples.Shared.Plots;

/// <summary>Words in a place of a plot.</summary>
/// <param name="Text">The words.</param>
/// <param name="X">Where their middle is from left to right.</param>
/// <param name="Y">Where it is from bottom to top.</param>
/// <param name="OnColour">Whether a strong colour is below them.</param>
public readonly record struct Caption(string Text, double X, double Y, bool OnColour = false);
