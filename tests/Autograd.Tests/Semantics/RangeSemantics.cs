using Autograd.Tests.Ops;

namespace Autograd.Tests.Semantics;

public class RangeSemantics
{
    [Fact]
    [Semantics("evenly-spaced")]
    public void Arange_and_Linspace_are_PyTorchs_to_the_bit()
    {
        (Tensor Numbers, ulong Torch)[] known =
        [
            (Tensor.Arange(0, 10, 0.1), 18196506665726438163),
            (Tensor.Arange(-3.7, 5.2, 0.013), 1254251217913669608),
            (Tensor.Arange(0, 10, 0.1, DType.Float64), 7553074097889350077),
            (Tensor.Arange(7.25, -90.5, -0.3, DType.Float64), 12546439204776222127),
            (Tensor.Linspace(0, 1, 101), 15226664227733485403),
            (Tensor.Linspace(-2.7, 9.1, 33), 13592876715022681694),
            (Tensor.Linspace(0, 1, 101, DType.Float64), 6799861035385112259),
            (Tensor.Linspace(3.3, -8.1, 1000, DType.Float64), 88712591774255682),
            (Tensor.Linspace(0, 10, 21, DType.Int64), 18278001817857409519),
            (Tensor.Linspace(-7.9, 100.2, 40, DType.Int32), 3755811450992165562),
            (Tensor.Linspace(0, 255, 130, DType.UInt8), 13998273928282337097),
        ];
        Assert.All(known, pair => Assert.Equal(pair.Torch, Fnv(Draw.Bytes(pair.Numbers))));
        Assert.Throws<DTypeException>(() => Tensor.Linspace(0, 1, 3, DType.Bool));
    }

    /// <summary>The FNV-1a hash.</summary>
    private static ulong Fnv(byte[] bytes) => bytes.Aggregate(14695981039346656037, (hash, b) => (hash ^ b) * 1099511628211);
}
