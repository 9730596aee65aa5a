namespace Autograd.Examples.MnistCnn.Predict;

/// <summary>
/// Makes an image of MNIST's kind of a picture: the ink in a square of 20 pixels, its centre of mass in the middle of 28.
/// </summary>
internal static class DigitShape
{
    /// <summary>The side of an image.</summary>
    public const int Side = 28;

    private const int Box = 20;
    private const float Faint = 0.2f; // paper is not even, and what is fainter than this is no part of the digit

    /// <summary>Normalizes a picture.</summary>
    /// <returns>28 · 28 numbers from 0 to 1, row by row, and where in the picture the ink was.</returns>
    public static (float[] Image, (int Left, int Top, int Width, int Height) Found) Of(PictureFile picture)
    {
        (int left, int top, int width, int height) = Bounds(picture);
        double scale = (double)Box / Math.Max(width, height);
        int columns = Math.Max(1, (int)Math.Round(width * scale)), rows = Math.Max(1, (int)Math.Round(height * scale));
        float[] small = new float[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                small[i * columns + j] = Mean(
                    picture,
                    left + (double)j * width / columns,
                    left + (double)(j + 1) * width / columns,
                    top + (double)i * height / rows,
                    top + (double)(i + 1) * height / rows);
            }
        }

        return (Centred(small, rows, columns), (left, top, width, height));
    }

    private static (int Left, int Top, int Width, int Height) Bounds(PictureFile picture)
    {
        (int left, int top, int right, int bottom) = (picture.Width, picture.Height, -1, -1);
        for (int i = 0; i < picture.Ink.Length; i++)
        {
            if (picture.Ink[i] < Faint) continue;
            (int x, int y) = (i % picture.Width, i / picture.Width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        }

        return (left, top, right - left + 1, bottom - top + 1);
    }

    /// <summary>The mean ink in a rectangle whose edges may cut pixels.</summary>
    private static float Mean(PictureFile picture, double left, double right, double top, double bottom)
    {
        double sum = 0;
        for (int y = (int)top; y < Math.Min(Math.Ceiling(bottom), picture.Height); y++)
        {
            double tall = Math.Min(y + 1, bottom) - Math.Max(y, top);
            for (int x = (int)left; x < Math.Min(Math.Ceiling(right), picture.Width); x++)
                sum += picture.Ink[y * picture.Width + x] * tall * (Math.Min(x + 1, right) - Math.Max(x, left));
        }

        return (float)(sum / ((right - left) * (bottom - top)));
    }

    private static float[] Centred(float[] small, int rows, int columns)
    {
        double mass = 0, x = 0, y = 0;
        for (int i = 0; i < small.Length; i++)
        {
            mass += small[i];
            x += small[i] * (i % columns + 0.5);
            y += small[i] * (i / columns + 0.5);
        }

        int shiftX = Math.Clamp((int)Math.Round(Side / 2.0 - x / mass), 0, Side - columns);
        int shiftY = Math.Clamp((int)Math.Round(Side / 2.0 - y / mass), 0, Side - rows);
        float brightest = small.Max(); // shrinking thins a fine line
        float[] image = new float[Side * Side];
        for (int i = 0; i < small.Length; i++)
            image[(i / columns + shiftY) * Side + i % columns + shiftX] = small[i] / brightest;
        return image;
    }
}
