namespace Autograd.Data;

/// <summary>
/// Digits that the library draws itself, shaped as MNIST: for when there is no data. Figures reached on them are not MNIST's.
/// </summary>
/// <remarks>
/// Thirty-one ways of writing ten digits as strokes; each image has its own affine and elastic distortion, thickness, pressure and grain.
/// The same seed gives the same pixels on every machine.
/// </remarks>
public static class SyntheticDigits
{
    /// <summary>A training set and a test set that have no image in common.</summary>
    /// <param name="train">The number of training images; each digit is a tenth of them.</param>
    /// <param name="test">The number of test images.</param>
    /// <param name="seed">Decides every pixel.</param>
    /// <param name="transform">What to make of the uint8 pixels of a batch; unless given, float32 from 0 to 1.</param>
    /// <returns>Datasets of uint8 images [N, 1, 28, 28] and int64 labels [N].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of images is negative or more than a tensor holds.</exception>
    public static (TensorDataset Train, TensorDataset Test) Load(
        int train = 10_000, int test = 2_000, ulong seed = 0, Func<Tensor, Tensor>? transform = null)
    {
        CheckCount(train, nameof(train));
        CheckCount(test, nameof(test));
        var generator = new Generator(seed);
        return (Draw(train, generator, transform), Draw(test, generator, transform));
    }

    /// <summary>Some images, drawn by a generator that moves on.</summary>
    /// <inheritdoc cref="Load"/>
    /// <param name="count">The number of images; each digit is a tenth of them.</param>
    /// <param name="generator">Decides every pixel.</param>
    /// <param name="transform">What to make of the uint8 pixels of a batch; unless given, float32 from 0 to 1.</param>
    /// <returns>A dataset of uint8 images [N, 1, 28, 28] and int64 labels [N].</returns>
    public static TensorDataset Draw(int count, Generator generator, Func<Tensor, Tensor>? transform = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        CheckCount(count, nameof(count));
        const int Pixels = DigitPen.Size * DigitPen.Size;
        byte[] images = new byte[count * Pixels];
        long[] labels = generator.Permutation(count);
        var pen = new DigitPen(generator);
        for (int i = 0; i < count; i++)
        {
            labels[i] %= 10;
            pen.Draw((int)labels[i], images.AsSpan(i * Pixels, Pixels));
        }

        return new TensorDataset(
            Tensor.FromArray(images, [count, 1, DigitPen.Size, DigitPen.Size]), Tensor.FromArray(labels), transform ?? Mnist.ToUnitRange);
    }

    private static void CheckCount(int count, string name)
    {
        int most = Array.MaxLength / (DigitPen.Size * DigitPen.Size);
        if (count < 0 || count > most)
            throw new ArgumentOutOfRangeException(name, count, $"synthetic_digits: the number of images lies between 0 and {most}");
    }
}
