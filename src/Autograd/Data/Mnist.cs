using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Autograd.Devices;
using Autograd.Threading;

namespace Autograd.Data;

/// <summary>The MNIST database of handwritten digits, from its four IDX files.</summary>
public static partial class Mnist
{
    private const int Size = 28;
    private const int Classes = 10;

    /// <summary>Reads the training and the test set from a directory.</summary>
    /// <param name="directory">
    /// Where <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and
    /// <c>t10k-labels-idx1-ubyte</c> are, plain or with <c>.gz</c>; also the folder above torchvision's <c>MNIST/raw</c>.
    /// </param>
    /// <param name="transform">What to make of the uint8 pixels of a batch; unless given, <see cref="ToUnitRange"/>.</param>
    /// <returns>Datasets of uint8 images [N, 1, 28, 28] and int64 labels [N]. Their numbers need not be MNIST's: any files so shaped do.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFormatException">A file is not what its name says, or images and labels do not belong together.</exception>
    public static (TensorDataset Train, TensorDataset Test) Load(string directory, Func<Tensor, Tensor>? transform = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string[] files = Array.ConvertAll(MnistFile.All, file => FindFile(directory, file.Name));
        return (LoadPart(files[0], files[1], transform), LoadPart(files[2], files[3], transform));
    }

    /// <summary>Pixels as float32 from 0 to 1: divided by 255.</summary>
    public static Tensor ToUnitRange(Tensor pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.DType != DType.UInt8 || !pixels.IsContiguous) return pixels.To(DType.Float32) / 255;
        // One pass in pieces that stay in the cache; a training step is short enough for two to be felt.
        Tensor values = pixels.UninitializedLike(DType.Float32);
        var body = new UnitRange(pixels.Raw, values.Raw);
        ParallelFor.Run(body.Chunks, body);
        return values;
    }

    private static TensorDataset LoadPart(string imagesFile, string labelsFile, Func<Tensor, Tensor>? transform)
    {
        Tensor images = Idx.Read(imagesFile), labels = Idx.Read(labelsFile);
        if (images.DType != DType.UInt8 || images.Rank != 3 || images.Shape[1] != Size || images.Shape[2] != Size)
            throw new DataFormatException($"{imagesFile}: expected uint8 images [N, {Size}, {Size}], found {images.Spec}");
        if (images.Numel == 0) throw new DataFormatException($"{imagesFile}: there is no image in it");
        if (labels.DType != DType.UInt8 || labels.Rank != 1)
            throw new DataFormatException($"{labelsFile}: expected uint8 labels [N], found {labels.Spec}");
        if (images.Shape[0] != labels.Shape[0])
            throw new DataFormatException($"{imagesFile} has {images.Shape[0]} images, but {labelsFile} has {labels.Shape[0]} labels");
        ReadOnlySpan<byte> digits = labels.AsReadOnlySpan<byte>();
        int wrong = digits.IndexOfAnyExceptInRange((byte)0, (byte)(Classes - 1));
        if (wrong >= 0)
            throw new DataFormatException($"{labelsFile}: label {wrong} is {digits[wrong]}; the labels are the digits 0 to {Classes - 1}");
        return new TensorDataset(images.Reshape([images.Shape[0], 1, Size, Size]), labels.To(DType.Int64), transform ?? ToUnitRange);
    }

    private static string FindFile(string directory, string name)
    {
        if (!Directory.Exists(directory)) throw new DirectoryNotFoundException($"{directory}: there is no such directory");
        return TryFindFile(directory, name)
            ?? throw new FileNotFoundException($"{directory}: MNIST's {name}.gz (or {name}, without .gz) is missing", name);
    }

    private static string? TryFindFile(string directory, string name)
    {
        foreach (string folder in (ReadOnlySpan<string>)[directory, Path.Combine(directory, "raw"), Path.Combine(directory, "MNIST", "raw")])
        {
            foreach (string ending in (ReadOnlySpan<string>)[string.Empty, ".gz"])
            {
                string path = Path.Combine(folder, name + ending);
                if (File.Exists(path)) return path;
            }
        }

        return null;
    }

    private readonly struct UnitRange(View pixels, View values) : IChunkBody
    {
        private const int Grain = 1 << 14;
        private const int Piece = 1 << 11;

        // An even number, each with as much to do: a batch is too little for an uneven share not to be felt.
        public int Chunks => (values.Numel + (2 * Grain) - 1) / (2 * Grain) * 2;

        public void Run(int chunk)
        {
            int first = (int)((long)values.Numel * chunk / Chunks), end = (int)((long)values.Numel * (chunk + 1) / Chunks);
            ReadOnlySpan<byte> from = pixels.Span<byte>()[first..end];
            Span<float> to = values.Span<float>()[first..end];
            int done = Fma.IsSupported && Avx2.IsSupported ? Vectors(from, to) : 0;
            for (; done < to.Length; done += Piece)
            {
                Span<float> piece = to.Slice(done, Math.Min(Piece, to.Length - done));
                TensorPrimitives.ConvertTruncating(from.Slice(done, piece.Length), piece);
                TensorPrimitives.Divide(piece, 255, piece);
            }
        }

        // A division takes five times as long as the product with 1/255, which one correction by its remainder makes the same for every byte.
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
