using System.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Planes with their padding written out, so that every tap of a convolution is the same planes at another offset. Without
/// padding the planes are used where they are.
/// </summary>
/// <param name="Height">Rows of a source plane.</param>
/// <param name="Width">Columns of a source plane.</param>
/// <param name="Top">Rows of zeros above; negative drops rows.</param>
/// <param name="Left">Columns of zeros at the left; negative drops columns.</param>
/// <param name="PaddedHeight">Rows wanted.</param>
/// <param name="PaddedWidth">Columns wanted.</param>
internal readonly record struct Conv2dPadding(int Height, int Width, int Top, int Left, int PaddedHeight, int PaddedWidth)
{
    /// <summary>Whether the source planes hold all that is wanted.</summary>
    public bool IsInPlace => Top == 0 && Left == 0 && PaddedHeight <= Height && PaddedWidth <= Width;

    /// <summary>Numbers from one row to the next.</summary>
    public int Pitch => IsInPlace ? Width : PaddedWidth;

    /// <summary>Numbers from one plane to the next.</summary>
    public int Plane => IsInPlace ? Height * Width : PaddedHeight * PaddedWidth;

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
