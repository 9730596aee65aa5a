using Autograd.Data;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Data;

[Collection(AloneCollection.Name)] // an environment variable is everybody's
public sealed class MnistLayoutTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "train-images-idx3-ubyte", "t10k-images-idx3-ubyte")]
    [InlineData("", "train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte")]
    [InlineData("", "train-images.idx3-ubyte", "t10k-images.idx3-ubyte")]
    [InlineData("", "train-images.idx3-ubyte.gz", "test-images.idx3-ubyte.gz")]
    [InlineData("", "train-images-idx3-ubyte/train-images-idx3-ubyte", "t10k-images-idx3-ubyte/t10k-images-idx3-ubyte")]
    [InlineData("", "train-images.idx3-ubyte/train-images-idx3-ubyte", "t10k-images.idx3-ubyte/t10k-images-idx3-ubyte")]
    [InlineData("raw", "train-images-idx3-ubyte", "t10k-images-idx3-ubyte")]
    [InlineData("MNIST/raw", "train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz")]
    [InlineData("mnist", "train-images.idx3-ubyte", "t10k-images.idx3-ubyte")]
    public void Mnist_is_found_however_it_travels(string below, string train, string test)
    {
        Write(below, train, test, classes: 10);
        Assert.Equal((6, 3), Counts(MnistVariant.Digits));
    }

    [Fact]
    public void A_data_set_is_never_put_together_from_two_places()
    {
        Write(string.Empty, "train-images-idx3-ubyte", "t10k-images-idx3-ubyte", classes: 10);
        File.Delete(_folder.File("t10k-labels-idx1-ubyte"));
        Write("MNIST/raw", "train-images-idx3-ubyte", "t10k-images-idx3-ubyte", classes: 10);
        Assert.All(Mnist.FindFiles(_folder.Path), path => Assert.Contains("raw", path, StringComparison.Ordinal));
        Directory.Delete(_folder.File("MNIST"), recursive: true);
        Assert.Contains("t10k-labels-idx1-ubyte", Assert.Throws<FileNotFoundException>(() => Mnist.FindFiles(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fashion-mnist", "FashionMNIST/raw", "train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz")]
    [InlineData("kmnist", "KMNIST/raw", "train-images-idx3-ubyte", "t10k-images-idx3-ubyte")]
    [InlineData("emnist-letters", "EMNIST/raw", "emnist-letters-train-images-idx3-ubyte", "emnist-letters-test-images-idx3-ubyte")]
    [InlineData("emnist-letters", "gzip", "emnist-letters-train-images-idx3-ubyte.gz", "emnist-letters-test-images-idx3-ubyte.gz")]
    public void The_others_are_found_in_their_own_folders(string name, string below, string train, string test)
    {
        MnistVariant variant = MnistVariant.All.Single(known => known.Name == name);
        Write(below, train, test, variant.ClassNames.Count);
        Assert.Equal((6, 3), Counts(variant));
        foreach (MnistVariant other in MnistVariant.All.Where(known => known != variant))
            Assert.Throws<FileNotFoundException>(() => Mnist.Load(_folder.Path, other));
    }

    [Fact]
    public void Letters_are_counted_from_0_and_upright()
    {
        byte[] image = new byte[28 * 28];
        image[(3 * 28) + 20] = 200; // in the file: row 3, column 20
        foreach (string part in (string[])["train", "test"])
        {
            Idx.Write(_folder.File($"emnist-letters-{part}-images-idx3-ubyte"), Tensor.FromArray<byte>([.. image, .. image], [2, 28, 28]));
            Idx.Write(_folder.File($"emnist-letters-{part}-labels-idx1-ubyte"), Tensor.FromArray<byte>([1, 26]));
        }

        TensorDataset train = Mnist.Load(_folder.Path, MnistVariant.EmnistLetters).Train;
        Assert.Equal([0L, 25], train.Targets.ToArray<long>());
        Assert.Equal(200, train.Inputs[1, 0, 20, 3].Item());
        Assert.Equal(("A", "Z"), (MnistVariant.EmnistLetters.ClassNames[0], MnistVariant.EmnistLetters.ClassNames[25]));

        Idx.Write(_folder.File("emnist-letters-test-labels-idx1-ubyte"), Tensor.FromArray<byte>([1, 0]));
        string message = Assert.Throws<DataFormatException>(() => Mnist.Load(_folder.Path, MnistVariant.EmnistLetters)).Message;
        Assert.Contains("label 1 is 0; the labels of EMNIST letters are 1 to 26", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_variable_is_an_error_and_not_another_place()
    {
        string? before = Environment.GetEnvironmentVariable(Mnist.DataVariable);
        try
        {
            Environment.SetEnvironmentVariable(Mnist.DataVariable, _folder.File("none"));
            Assert.Contains("AUTOGRAD_DATA is ", Assert.Throws<DirectoryNotFoundException>(() => Mnist.Find()).Message, StringComparison.Ordinal);
            Environment.SetEnvironmentVariable(Mnist.DataVariable, _folder.Path);
            Assert.Contains("train-images-idx3-ubyte", Assert.Throws<FileNotFoundException>(() => Mnist.Find()).Message, StringComparison.Ordinal);
            Write("mnist", "train-images.idx3-ubyte", "t10k-images.idx3-ubyte", classes: 10);
            Assert.Equal(6, Mnist.Load(Mnist.Find()!).Train.Count);
            // The digits have the same names, and are not clothes.
            Assert.Throws<FileNotFoundException>(() => Mnist.Find(MnistVariant.Fashion));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Mnist.DataVariable, before);
        }
    }

    private (int Train, int Test) Counts(MnistVariant variant)
    {
        (TensorDataset train, TensorDataset test) = Mnist.Load(_folder.Path, variant);
        return (train.Count, test.Count);
    }

    private void Write(string below, string train, string test, int classes)
    {
        foreach ((string images, int count) in (ReadOnlySpan<(string, int)>)[(train, 6), (test, 3)])
        {
            byte first = (byte)(classes == 26 ? 1 : 0);
            Tensor labels = Tensor.FromArray([.. Enumerable.Range(0, count).Select(i => (byte)(first + i % classes))]);
            string path = _folder.File(Path.Combine(below, images));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Idx.Write(path, Tensor.Zeros([count, 28, 28], DType.UInt8));
            path = _folder.File(Path.Combine(below, images.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal)));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Idx.Write(path, labels);
        }
    }
}
