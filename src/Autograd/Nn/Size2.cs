namespace Autograd.Nn;

/// <summary>
/// A height and a width: of a kernel, a stride, a dilation. One number converts to both, <c>3</c>; a pair is <c>(3, 5)</c>.
/// </summary>
/// <param name="Height">Along the second-to-last dimension.</param>
/// <param name="Width">Along the last dimension.</param>
public readonly record struct Size2(int Height, int Width)
{
    /// <summary>The same height and width.</summary>
    /// <param name="both">The height and the width.</param>
    public static implicit operator Size2(int both) => new(both, both);

    /// <summary>A height and a width.</summary>
    /// <param name="pair">The height and the width.</param>
    public static implicit operator Size2((int Height, int Width) pair) => new(pair.Height, pair.Width);

    /// <summary><c>(3, 5)</c>.</summary>
    public override string ToString() => $"({Height}, {Width})";

    internal (int H, int W) Pair => (Height, Width);

    internal int[] Sizes => [Height, Width];
}
