namespace Autograd.Examples.MnistCnn.Predict;

/// <summary>An image in letters.</summary>
internal static class TextPicture
{
    private const string Shades = " .:-=+*#%@";

    /// <summary>The rows of an image, two of its pixels below each other in a letter, which is about twice as high as wide.</summary>
    /// <param name="image">Numbers from 0 to 1, row by row.</param>
    /// <param name="side">How many are in a row.</param>
    public static IEnumerable<string> Rows(float[] image, int side)
    {
        for (int i = 0; i + 1 < image.Length / side; i += 2)
        {
            int above = i * side;
            yield return string.Concat(
                Enumerable.Range(0, side).Select(j => Shade((image[above + j] + image[above + side + j]) / 2))).TrimEnd();
        }
    }

    private static char Shade(float ink) => Shades[Math.Clamp((int)(ink * Shades.Length), 0, Shades.Length - 1)];
}
