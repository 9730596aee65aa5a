namespace Autograd.Nn;

/// <summary>
/// A depth, a height and a width: of a kernel, a stride, a dilation. One number converts to all, <c>3</c>; a triple is <c>(3, 5, 5)</c>.
/// </summary>
/// <param name="Depth">Along the third-to-last dimension.</param>
/// <param name="Height">Along the second-to-last dimension.</param>
/// <param name="Width">Along the last dimension.</param>
public readonly record struct Size3(int Depth, int Height, int Width)
{
    /// <summary>The same depth, height and width.</summary>
    /// <param name="all">All three sizes.</param>
    public static implicit operator Size3(int all) => new(all, all, all);

    /// <summary>A depth, a height and a width.</summary>
    /// <param name="triple">The three sizes.</param>
    public static implicit operator Size3((int Depth, int Height, int Width) triple) => new(triple.Depth, triple.Height, triple.Width);

    /// <summary><c>(3, 5, 5)</c>.</summary>
    public override string ToString() => $"({Depth}, {Height}, {Width})";

    internal int[] Sizes => [Depth, Height, Width];
}
