using Autograd.Data;

namespace Autograd.Tests.Data;

public sealed class MnistTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "")]
    [InlineData("", ".gz")]
    [InlineData("raw", ".gz")]
    [InlineData("MNIST/raw", "")]
    public void The_four_files_are_found_and_read(string below, string ending)
    {
        WriteAll(below, ending);
        (TensorDataset train, TensorDataset test) = Mnist.Load(_folder.Path);
        Assert.Equal((3, 2), (train.Count, test.Count));
        Assert.Equal((DType.UInt8, DType.Int64), (train.Inputs.DType, train.Targets.DType));
        Assert.Equal<Shape>([3, 1, 28, 28], train.Inputs.Shape);
        (Tensor x, Tensor y) = train.Batch([2, 1]);
        Assert.Equal(DType.Float32, x.DType);
        Assert.Equal([2L, 1], y.ToArray<long>());
        Assert.Equal([2 / 255f, 1 / 255f], x[.., 0, 5, 7].ToArray<float>());
        Assert.Equal(2, Mnist.Load(_folder.Path, pixels => pixels).Train.Batch([2]).Inputs[0, 0, 0, 0].Item());
    }

    [Theory]
    [InlineData(256)]
    [InlineData(7)]
    [InlineData(100_003)]
    public void Every_byte_becomes_the_float_that_division_by_255_gives(int count)
    {
        byte[] pixels = [.. Enumerable.Range(0, count).Select(i => (byte)i)];
        Assert.Equal(pixels.Select(pixel => pixel / 255f), Mnist.ToUnitRange(Tensor.FromArray(pixels)).ToArray<float>());
    }

    [Fact]
    public void What_does_not_belong_together_is_refused_with_the_files_names()
    {
        Assert.Contains("no such directory", Assert.Throws<DirectoryNotFoundException>(() => Mnist.Load(_folder.File("none"))).Message, StringComparison.Ordinal);
        Refused<FileNotFoundException>("train-images-idx3-ubyte.gz (or train-images-idx3-ubyte, without .gz) is missing");

        WriteAll(string.Empty, string.Empty);
        File.Delete(_folder.File("t10k-labels-idx1-ubyte"));
        Refused<FileNotFoundException>("t10k-labels-idx1-ubyte");

        WriteAll(string.Empty, string.Empty);
        Write("train-labels-idx1-ubyte", Tensor.Zeros([4], DType.UInt8));
        Refused<DataFormatException>("has 3 images", "has 4 labels", "train-images-idx3-ubyte", "train-labels-idx1-ubyte");

        Write("train-labels-idx1-ubyte", Tensor.FromArray<byte>([0, 10, 9]));
        Refused<DataFormatException>("train-labels-idx1-ubyte: label 1 is 10");

        Write("train-labels-idx1-ubyte", Tensor.Zeros([3, 28, 28], DType.UInt8));
        Refused<DataFormatException>("train-labels-idx1-ubyte: expected uint8 labels [N], found uint8[3, 28, 28]");

        WriteAll(string.Empty, string.Empty);
        Write("t10k-images-idx3-ubyte", Tensor.Zeros([2, 27, 28], DType.UInt8));
        Refused<DataFormatException>("t10k-images-idx3-ubyte: expected uint8 images [N, 28, 28], found uint8[2, 27, 28]");

        Write("t10k-images-idx3-ubyte", Tensor.Zeros([2, 28, 28], DType.Int32));
        Refused<DataFormatException>("found int32[2, 28, 28]");

        Write("t10k-images-idx3-ubyte", Tensor.Zeros([0, 28, 28], DType.UInt8));
        Refused<DataFormatException>("t10k-images-idx3-ubyte: there is no image in it");

        File.WriteAllText(_folder.File("t10k-images-idx3-ubyte"), "<html>404</html>");
        Refused<DataFormatException>("t10k-images-idx3-ubyte: not an IDX file");
    }

    private void Refused<TError>(params string[] words)
        where TError : Exception
    {
        string message = Assert.Throws<TError>(() => Mnist.Load(_folder.Path)).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    private void WriteAll(string below, string ending)
    {
        Directory.CreateDirectory(_folder.File(below));
        foreach ((string part, int count) in (ReadOnlySpan<(string, int)>)[("train", 3), ("t10k", 2)])
        {
            Tensor labels = Tensor.Arange(count).To(DType.UInt8);
            Write(Path.Combine(below, $"{part}-images-idx3-ubyte{ending}"), labels.Reshape([count, 1, 1]).Expand([count, 28, 28]));
            Write(Path.Combine(below, $"{part}-labels-idx1-ubyte{ending}"), labels);
        }
    }

    private void Write(string name, Tensor tensor) => Idx.Write(_folder.File(name), tensor);
}
