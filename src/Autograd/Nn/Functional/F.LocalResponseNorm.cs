namespace Autograd.Nn;

public static partial class F
{
    /// <summary>
    /// Divides each number by (k + alpha · m)^beta, where m is the mean square of the same position in the neighbouring channels.
    /// </summary>
    /// <remarks>
    /// The neighbours of channel c are c − ⌊size / 2⌋ to c + ⌊(size − 1) / 2⌋; channels that do not exist count as zeros, and the sum is
    /// always divided by size. Source: Krizhevsky et al. (2012), "ImageNet classification with deep convolutional neural networks"; alpha
    /// there is alpha / size here, as in PyTorch.
    /// </remarks>
    /// <param name="input">[batch, channels, …] with at least one further dimension, floating.</param>
    /// <param name="size">The number of neighbouring channels, at least 1.</param>
    /// <param name="alpha">The factor of the mean square.</param>
    /// <param name="beta">The exponent.</param>
    /// <param name="k">What is added to the mean square.</param>
    /// <returns>A tensor of the input's shape and dtype.</returns>
    /// <exception cref="ShapeException">The input has fewer than three dimensions.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    public static Tensor LocalResponseNorm(Tensor input, int size, double alpha = 1e-4, double beta = 0.75, double k = 1)
    {
        const string Op = "local_response_norm";
        input.NotNull();
        if (size <= 0) throw new ArgumentOutOfRangeException(nameof(size), $"{Op}: size must be at least 1 channel, not {size}");
        if (input.Rank < 3)
        {
            throw new ShapeException(
                $"{Op}: the input must be [batch, channels, …] with at least one further dimension, not {input.Shape}: reshape it");
        }

        RequireFloating(Op, input);
        if (input.Numel == 0) return input.Clone();

        int batch = input.Shape[0], channels = input.Shape[1];
        Tensor square = input.Square().Reshape(batch, 1, channels, input.Numel / batch / channels);
        // With the same padding on both sides, a window of even size fits once more, after the last channel.
        Tensor mean = AvgPool2d(square, (size, 1), stride: 1, padding: (size / 2, 0)).Narrow(2, 0, channels).Reshape(input.Shape);
        return input / (mean * alpha + k).Pow(beta);
    }
}
