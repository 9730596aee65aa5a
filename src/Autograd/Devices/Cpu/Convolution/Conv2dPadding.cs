using System.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Planes copied with their padding, so that every tap of a convolution is the same planes at another offset. Without padding
/// the planes are used in place.
/// </summary>
/// <param name="Height">Rows of a source plane.</param>
/// <param name="Width">Columns of a source plane.</param>
/// <param name="Top">Rows of zeros above; if negative, rows to crop.</param>
/// <param name="Left">Columns of zeros at the left; if negative, columns to crop.</param>
/// <param name="PaddedHeight">Rows of a padded plane.</param>
/// <param name="PaddedWidth">Columns of a padded plane.</param>
internal readonly record struct Conv2dPadding(int Height, int Width, int Top, int Left, int PaddedHeight, int PaddedWidth)
{
    /// <summary>Whether the source planes can be used without a copy.</summary>
    public bool IsInPlace => Top == 0 && Left == 0 && PaddedHeight <= Height && PaddedWidth <= Width;

    /// <summary>The distance between rows, in numbers.</summary>
    public int Pitch => IsInPlace ? Width : PaddedWidth;

    /// <summary>The distance between planes, in numbers.</summary>
    public int Plane => IsInPlace ? Height * Width : PaddedHeight * PaddedWidth;

    /// <summary>The numbers in the padded planes.</summary>
    /// <exception cref="ShapeException">They are too many.</exception>
    public int Room(int planes) =>
        (double)PaddedHeight * PaddedWidth * planes <= Conv2dGeometry.MostPadded
            ? PaddedHeight * PaddedWidth * planes
            : throw new ShapeException($"conv2d: {planes} padded planes of {PaddedHeight} × {PaddedWidth} are too many numbers to hold");

    /// <summary>Writes the padded planes.</summary>
    public unsafe void Copy<T>(T* source, int planes, T* target)
        where T : unmanaged, INumber<T>
    {
        int firstColumn = Math.Clamp(Left, 0, PaddedWidth);
        int endColumn = Math.Clamp(Left + Width, firstColumn, PaddedWidth);
        for (int plane = 0; plane < planes; plane++, source += Height * Width)
        {
            for (int row = 0; row < PaddedHeight; row++, target += PaddedWidth)
            {
                Span<T> line = new(target, PaddedWidth);
                int from = row - Top;
                if ((uint)from >= (uint)Height || firstColumn == endColumn)
                {
                    line.Clear();
                    continue;
                }

                line[..firstColumn].Clear();
                new ReadOnlySpan<T>(source + (from * Width) + firstColumn - Left, endColumn - firstColumn).CopyTo(line[firstColumn..]);
                line[endColumn..].Clear();
            }
        }
    }
}
