namespace Autograd.Examples.Shared.Plots;

/// <summary>Small pictures in rows, each with words below.</summary>
public static class Gallery
{
    private const int Side = 84, Gap = 24, Line = 15, Margin = 20, TitleHeight = 46;

    /// <summary>Creates the plot.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="pictures">Pictures [rows, columns] of one size, and their words, a line each; as many lines in each.</param>
    /// <param name="columns">How many stand in a row.</param>
    /// <param name="low">The value of the first colour.</param>
    /// <param name="high">The value of the last colour.</param>
    /// <param name="tones">The colours.</param>
    /// <exception cref="ArgumentException">There is no picture.</exception>
    public static Plot Create(
        string title, IReadOnlyList<(double[,] Picture, string[] Words)> pictures, int columns, double low, double high, Tones tones)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Count == 0) throw new ArgumentException("gallery: it needs a picture", nameof(pictures));
        (double[,] first, string[] words) = pictures[0];
        int height = first.GetLength(0), width = first.GetLength(1), scale = Math.Max(1, Side / Math.Max(height, width));
        (int stepX, int stepY) = (width * scale + Gap, height * scale + Line * words.Length + Gap / 2);
        columns = Math.Min(columns, pictures.Count);
        int rows = (pictures.Count + columns - 1) / columns;
        double[,] mosaic = new double[rows * stepY, columns * stepX];
        Empty(mosaic);
        List<Caption> captions = [];
        for (int n = 0; n < pictures.Count; n++)
        {
            (int top, int left) = (n / columns * stepY, n % columns * stepX + Gap / 2);
            for (int i = 0; i < height * scale; i++)
                for (int j = 0; j < width * scale; j++) mosaic[top + i, left + j] = pictures[n].Picture[i / scale, j / scale];
            for (int line = 0; line < words.Length; line++)
            {
                double y = -(top + height * scale + Line * (line + 0.6));
                captions.Add(new Caption(pictures[n].Words[line], left + width * scale / 2.0, y));
            }
        }

        // A cell is a pixel; the title needs room where the pictures are few.
        int least = title.Length * 10 + 2 * Margin, spare = Math.Max(0, least - columns * stepX - Margin);
        return new Plot(title, string.Empty, string.Empty)
        {
            HidesAxes = true,
            XRange = (-0.5 - spare / 2.0, columns * stepX - 0.5 + spare / 2.0),
            YRange = (0.5 - rows * stepY, 0.5),
            Width = columns * stepX + spare + Margin,
            Height = rows * stepY + TitleHeight + Margin,
        }
            .Cells(mosaic, low, high, tones)
            .Captions(captions);
    }

    private static void Empty(double[,] cells)
    {
        for (int i = 0; i < cells.GetLength(0); i++)
            for (int j = 0; j < cells.GetLength(1); j++) cells[i, j] = double.NaN;
    }
}
