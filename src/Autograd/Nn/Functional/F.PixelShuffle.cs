namespace Autograd.Nn;

public static partial class F
{
    /// <summary>
    /// Turns channels into pixels: each block of r² channels becomes an r × r square of one channel. Gradient: the same moved back.
    /// </summary>
    /// <remarks>Source: Shi et al. (2016), "Real-time single image and video super-resolution using an efficient sub-pixel CNN".</remarks>
    /// <param name="input">[…, channels · r², height, width], any dtype.</param>
    /// <param name="upscaleFactor">r: how much larger height and width become.</param>
    /// <returns>[…, channels, height · r, width · r].</returns>
    /// <exception cref="ShapeException">The input has fewer than three dimensions, or its channels are not a multiple of r².</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not positive.</exception>
    public static Tensor PixelShuffle(Tensor input, int upscaleFactor)
    {
        input.NotNull();
        const string Op = "pixel_shuffle";
        (int[] leading, int channels, int height, int width) = Pixels(Op, input, upscaleFactor);
        int r = upscaleFactor;
        long square = (long)r * r;
        if (channels % square != 0)
            throw new ShapeException(
                $"{Op}: the input {input.Shape} has {channels} channels: for the factor {r} they must be a multiple of {square}");
        return Rearrange(
            input,
            leading,
            [(int)(channels / square), r, r, height, width],
            [0, 3, 1, 4, 2],
            [(int)(channels / square), Times(Op, height, r), Times(Op, width, r)]);
    }

    /// <summary>
    /// Turns pixels into channels, the opposite of <see cref="PixelShuffle"/>: each r × r square becomes r² channels. Gradient: moved back.
    /// </summary>
    /// <param name="input">[…, channels, height · r, width · r], any dtype.</param>
    /// <param name="downscaleFactor">r: how much smaller height and width become.</param>
    /// <returns>[…, channels · r², height, width].</returns>
    /// <exception cref="ShapeException">
    /// The input has fewer than three dimensions, or its height or width is not a multiple of r.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not positive.</exception>
    public static Tensor PixelUnshuffle(Tensor input, int downscaleFactor)
    {
        input.NotNull();
        const string Op = "pixel_unshuffle";
        (int[] leading, int channels, int height, int width) = Pixels(Op, input, downscaleFactor);
        int r = downscaleFactor;
        if (height % r != 0 || width % r != 0)
            throw new ShapeException(
                $"{Op}: the input {input.Shape} is {height} × {width}: for the factor {r} both must be a multiple of {r}");
        long outputs = (long)channels * r * r;
        if (outputs > Array.MaxLength || outputs / r / r != channels)
            throw new ShapeException($"{Op}: {channels} · {r} · {r} channels are more than a tensor can hold (input {input.Shape})");
        return Rearrange(input, leading, [channels, height / r, r, width / r, r], [0, 2, 4, 1, 3], [(int)outputs, height / r, width / r]);
    }

    private static int Times(string op, int size, int factor)
    {
        long times = (long)size * factor;
        return times <= Array.MaxLength
            ? (int)times
            : throw new ShapeException($"{op}: {factor} times a side of {size} is more than a tensor can hold");
    }

    private static (int[] Leading, int Channels, int Height, int Width) Pixels(string op, Tensor input, int factor)
    {
        if (factor <= 0) throw new ArgumentOutOfRangeException(nameof(factor), $"{op}: the factor must be positive, not {factor}");
        if (input.Rank < 3) throw new ShapeException($"{op}: the input must be […, channels, height, width], not {input.Shape}");
        int[] sizes = input.Shape.ToArray();
        return (sizes[..^3], sizes[^3], sizes[^2], sizes[^1]);
    }

    /// <summary>Splits the last three dimensions into five, brings those into another order, and joins them to three again.</summary>
    private static Tensor Rearrange(Tensor input, int[] leading, int[] split, int[] order, int[] joined)
    {
        int[] dims = [.. Enumerable.Range(0, leading.Length), .. order.Select(d => d + leading.Length)];
        return input.Reshape([.. leading, .. split]).Permute(dims).Reshape([.. leading, .. joined]);
    }
}
