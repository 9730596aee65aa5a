using System.Security.Cryptography;
using Autograd.Data;

namespace Autograd.Tests.Data;

public class SyntheticDigitsTests
{
    // Only + − × ÷ √ make these pixels, so that they are the same on every machine. A change of the drawing changes the digests, and the
    // figures that the examples' documentation gives.
    [Theory]
    [InlineData(0, "5c04525a1890f2c7ba5e78fe87170f1579a965a56530e74766735c9911a7be9d")]
    [InlineData(1, "d226a23ed63e69daf6f4c83e4b544f928cd19d38af3e97c157a1515276ed5fc5")]
    public void A_seed_decides_every_pixel_everywhere(ulong seed, string digest)
    {
        (TensorDataset train, TensorDataset test) = SyntheticDigits.Load(200, 50, seed);
        byte[] all = [.. train.Inputs.ToArray<byte>(), .. train.Targets.ToArray<byte>(), .. test.Inputs.ToArray<byte>(), .. test.Targets.ToArray<byte>()];
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(all)));
    }

    [Fact]
    public void The_digits_are_shaped_as_MNIST_and_balanced()
    {
        (TensorDataset train, TensorDataset test) = SyntheticDigits.Load(1000, 15);
        Assert.Equal<Shape>([1000, 1, 28, 28], train.Inputs.Shape);
        Assert.Equal((DType.UInt8, DType.Int64), (train.Inputs.DType, train.Targets.DType));
        Assert.Equal<Shape>([15], test.Targets.Shape);
        Assert.All(train.Targets.ToArray<long>().GroupBy(label => label), group => Assert.Equal(100, group.Count()));
        (Tensor x, _) = train.Batch([0, 1, 2]);
        Assert.Equal(DType.Float32, x.DType);
        Assert.InRange(x.ToArray<float>().Max(), 0.8, 1);
        // MNIST's mean pixel is 33: about as much ink, and every image has some.
        Assert.InRange(train.Inputs.To(DType.Float32).Mean().Item(), 20, 50);
        Assert.True(train.Inputs.To(DType.Float32).Mean([1, 2, 3]).ToArray<float>().Min() > 5);
    }

    [Fact]
    public void No_digits_are_none_and_fewer_are_an_error()
    {
        Assert.Equal(0, SyntheticDigits.Load(0, 0).Train.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticDigits.Load(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticDigits.Load(10, int.MaxValue));
    }
}
