using SkiaSharp;

namespace Autograd.Examples.MnistCnn.Predict;

/// <summary>A picture from a file: how much ink is in each pixel.</summary>
/// <param name="Width">The columns.</param>
/// <param name="Height">The rows.</param>
/// <param name="Ink">From 0 to 1, row by row.</param>
/// <param name="Ground">What the ink stands on, in words.</param>
internal sealed record PictureFile(int Width, int Height, float[] Ink, string Ground)
{
    private const long MostPixels = 50_000_000;

    /// <summary>Reads a picture of a digit in any colour on any even ground.</summary>
    /// <param name="path">A PNG file, or another one that Skia can read: JPEG, WebP, GIF, BMP.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="DataFormatException">It is not a picture, or too large a one, or nothing stands out in it.</exception>
    public static PictureFile Read(string path)
    {
        if (Directory.Exists(path)) throw new IOException($"{path}: this is a directory, not a picture");
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: there is no such file");
        using FileStream file = File.OpenRead(path);
        using var codec = SKCodec.Create(file);
        if (codec is null) throw new DataFormatException($"{path}: this is not a picture (PNG, JPEG, WebP, GIF or BMP)");
        SKImageInfo info = new(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        if ((long)info.Width * info.Height > MostPixels)
        {
            throw new DataFormatException(
                $"{path}: {info.Width}×{info.Height} pixels are more than the {MostPixels / 1_000_000} million that are read");
        }

        SKCodecResult result = codec.GetPixels(info, out byte[] pixels);
        if (result is not SKCodecResult.Success) throw new DataFormatException($"{path}: the picture is damaged ({result})");
        return OfPixels(path, info.Width, info.Height, pixels);
    }

    /// <summary>A picture from its pixels.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="width">The columns.</param>
    /// <param name="height">The rows.</param>
    /// <param name="pixels">Red, green, blue and opacity of each, row by row.</param>
    /// <exception cref="DataFormatException">Nothing stands out in it.</exception>
    public static PictureFile OfPixels(string name, int width, int height, ReadOnlySpan<byte> pixels)
    {
        float[] grey = new float[width * height], opacity = new float[width * height];
        for (int i = 0; i < grey.Length; i++)
        {
            ReadOnlySpan<byte> p = pixels.Slice(4 * i, 4);
            grey[i] = (0.299f * p[0] + 0.587f * p[1] + 0.114f * p[2]) / 255;
            opacity[i] = p[3] / 255f;
        }

        // Of a drawing on nothing the opacity is the ink, whatever its colour.
        bool isTransparent = Median(Border(opacity, width, height)) < 0.5f;
        float ground = isTransparent ? 0 : Median(Border(grey, width, height));
        float[] ink = isTransparent ? opacity : grey;
        bool isLight = ground > 0.5f;
        for (int i = 0; i < ink.Length; i++) ink[i] = Math.Max(0, isLight ? ground - ink[i] : ink[i] - ground);
        float most = ink.Max();
        if (most < 0.1f) throw new DataFormatException($"{name}: nothing stands out from the ground of this picture");
        for (int i = 0; i < ink.Length; i++) ink[i] /= most;
        return new PictureFile(width, height, ink, isTransparent ? "transparent" : isLight ? "light, inverted" : "dark");
    }

    private static float[] Border(float[] values, int width, int height) =>
    [
        .. Enumerable.Range(0, values.Length).Where(i => i < width || i >= width * (height - 1) || i % width == 0 || i % width == width - 1)
            .Select(i => values[i]),
    ];

    private static float Median(float[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
