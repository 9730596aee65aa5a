using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Autograd.Threading;

namespace Autograd.Data;

/// <summary>The MNIST database of handwritten digits, and the data sets in its format, from their four IDX files.</summary>
public static partial class Mnist
{
    private const int Size = 28;

    /// <summary>Reads MNIST's training and test set from a directory.</summary>
    /// <inheritdoc cref="Load(string, MnistVariant, Func{Tensor, Tensor})"/>
    public static (TensorDataset Train, TensorDataset Test) Load(string directory, Func<Tensor, Tensor>? transform = null) =>
        Load(directory, MnistVariant.Digits, transform);

    /// <summary>Reads the training and the test set of a data set in MNIST's format from a directory.</summary>
    /// <param name="directory">
    /// Where <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and
    /// <c>t10k-labels-idx1-ubyte</c> are: plain or with <c>.gz</c>, with a dot before <c>idx</c> or a hyphen, each in a folder of its own
    /// name or not. Also the folder above torchvision's <c>MNIST/raw</c>, <c>FashionMNIST/raw</c> and their like.
    /// </param>
    /// <param name="variant">
    /// Which data set: it decides the folders below, the names of the files (EMNIST's have a prefix) and the labels.
    /// </param>
    /// <param name="transform">What to make of the uint8 pixels of a batch; unless given, <see cref="ToUnitRange"/>.</param>
    /// <returns>
    /// Datasets of uint8 images [N, 1, 28, 28], upright, and int64 labels [N] from 0 up. Their numbers need not be the original's: any
    /// files of these shapes will do.
    /// </returns>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFormatException">A file is not what its name says, or images and labels do not belong together.</exception>
    public static (TensorDataset Train, TensorDataset Test) Load(
        string directory, MnistVariant variant, Func<Tensor, Tensor>? transform = null)
    {
        ArgumentNullException.ThrowIfNull(variant);
        IReadOnlyList<string> files = FindFiles(directory, variant);
        return (LoadPart(files[0], files[1], variant, transform), LoadPart(files[2], files[3], variant, transform));
    }

    /// <summary>
    /// The files that <see cref="Load(string, MnistVariant, Func{Tensor, Tensor})"/> reads: training images and labels, test images and
    /// labels.
    /// </summary>
    /// <param name="directory">Where to look.</param>
    /// <param name="variant">Which data set; unless given, MNIST.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    public static IReadOnlyList<string> FindFiles(string directory, MnistVariant? variant = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        variant ??= MnistVariant.Digits;
        if (!Directory.Exists(directory)) throw new DirectoryNotFoundException($"{directory}: there is no such directory");
        if (MnistLayout.Find(directory, variant) is { } files) return files;
        string name = MnistLayout.Missing(directory, variant);
        throw new FileNotFoundException($"{directory}: {variant.Title}'s {name}.gz (or {name}, without .gz) is missing", name);
    }

    /// <summary>Converts pixels to float32 from 0 to 1: divides them by 255.</summary>
    /// <param name="pixels">Pixels from 0 to 255.</param>
    /// <returns>float32 of the same shape.</returns>
    public static Tensor ToUnitRange(Tensor pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        bool inReach = pixels.DType == DType.UInt8 && pixels.IsContiguous && pixels.Device.TryGetSpan<byte>(pixels.Raw, out _);
        if (!inReach) return pixels.To(DType.Float32) / 255;
        // One pass in pieces that stay in the cache; a training step is short enough that a second pass would be noticeable.
        Tensor values = pixels.UninitializedLike(DType.Float32);
        var body = new UnitRange(pixels, values);
        ParallelFor.Run(body.Chunks, body);
        return values;
    }

    private static TensorDataset LoadPart(string imagesFile, string labelsFile, MnistVariant variant, Func<Tensor, Tensor>? transform)
    {
        Tensor images = Idx.Read(imagesFile), labels = Idx.Read(labelsFile);
        if (images.DType != DType.UInt8 || images.Rank != 3 || images.Shape[1] != Size || images.Shape[2] != Size)
            throw new DataFormatException($"{imagesFile}: expected uint8 images [N, {Size}, {Size}], found {images.Spec}");
        if (images.Numel == 0) throw new DataFormatException($"{imagesFile}: there is no image in it");
        if (labels.DType != DType.UInt8 || labels.Rank != 1)
            throw new DataFormatException($"{labelsFile}: expected uint8 labels [N], found {labels.Spec}");
        if (images.Shape[0] != labels.Shape[0])
            throw new DataFormatException($"{imagesFile} has {images.Shape[0]} images, but {labelsFile} has {labels.Shape[0]} labels");
        ReadOnlySpan<byte> classes = labels.AsReadOnlySpan<byte>();
        byte first = variant.FirstLabel, last = (byte)(first + variant.ClassNames.Count - 1);
        int wrong = classes.IndexOfAnyExceptInRange(first, last);
        if (wrong >= 0)
        {
            throw new DataFormatException(
                $"{labelsFile}: label {wrong} is {classes[wrong]}; the labels of {variant.Title} are {first} to {last}");
        }

        if (variant.IsTransposed) images = images.Transpose(1, 2).Contiguous();
        Tensor targets = labels.To(DType.Int64);
        if (first > 0) targets = targets - first;
        return new TensorDataset(images.Reshape([images.Shape[0], 1, Size, Size]), targets, transform ?? ToUnitRange);
    }

    private readonly struct UnitRange(Tensor pixels, Tensor values) : IChunkBody
    {
        private const int Grain = 1 << 14;
        private const int Piece = 1 << 11;

        // An even number of equal chunks: a batch is so small that an uneven split would be noticeable.
        public int Chunks => (values.Numel + (2 * Grain) - 1) / (2 * Grain) * 2;

        public void Run(int chunk)
        {
            int first = (int)((long)values.Numel * chunk / Chunks), end = (int)((long)values.Numel * (chunk + 1) / Chunks);
            pixels.Device.TryGetSpan(pixels.Raw, out Span<byte> source);
            values.Device.TryGetSpan(values.Raw, out Span<float> target);
            ReadOnlySpan<byte> from = source[first..end];
            Span<float> to = target[first..end];
            int done = Fma.IsSupported && Avx2.IsSupported ? Vectors(from, to) : 0;
            for (; done < to.Length; done += Piece)
            {
                Span<float> piece = to.Slice(done, Math.Min(Piece, to.Length - done));
                TensorPrimitives.ConvertTruncating(from.Slice(done, piece.Length), piece);
                TensorPrimitives.Divide(piece, 255, piece);
            }
        }

        // A division takes five times as long as the product with 1/255, which one correction by its remainder makes the same for every
        // byte.
        private static unsafe int Vectors(ReadOnlySpan<byte> from, Span<float> to)
        {
            Vector256<float> divisor = Vector256.Create(255f), inverse = Vector256.Create(1 / 255f);
            int i = 0;
            fixed (byte* source = from)
            fixed (float* target = to)
            {
                for (; i + Vector256<float>.Count <= to.Length; i += Vector256<float>.Count)
                {
                    Vector256<float> pixels = Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(source + i));
                    Vector256<float> quotient = pixels * inverse;
                    Vector256<float> rest = Fma.MultiplyAddNegated(quotient, divisor, pixels);
                    Fma.MultiplyAdd(rest, inverse, quotient).Store(target + i);
                }
            }

            return i;
        }
    }
}
