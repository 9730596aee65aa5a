using Autograd.Nn;

namespace Autograd.Tests.Numbers;

/// <summary>A query that may look at no key gets zeros, and disturbs no gradient.</summary>
public class MaskedAttentionTests
{
    [Fact]
    public void A_row_that_is_masked_throughout_gives_zeros_and_gradients_of_0()
    {
        Tensor q = Tensor.Randn([2, 3, 4]), k = Tensor.Randn([2, 5, 4]), v = Tensor.Randn([2, 5, 6]);
        foreach (Tensor x in (Tensor[])[q, k, v]) x.RequiresGrad = true;
        Tensor keep = Tensor.Ones([3, 5], DType.Bool);
        keep[1] = Tensor.Zeros([5], DType.Bool);
        Tensor added = Tensor.Zeros([3, 5]).MaskedFill(!keep, double.NegativeInfinity);
        foreach (Tensor mask in (Tensor[])[keep, added])
        {
            foreach (Tensor x in (Tensor[])[q, k, v]) x.Grad = null;
            Tensor y = F.ScaledDotProductAttention(q, k, v, mask);
            Assert.All(y[.., 1].ToArray<float>(), n => Assert.Equal(0, n));
            y.Square().Sum().Backward();
            Assert.All((Tensor[])[q, k, v], x => Assert.True(x.Grad!.IsFinite().All().Item<bool>()));
            Assert.All(q.Grad![.., 1].ToArray<float>(), n => Assert.Equal(0, n));
            Assert.Equal(F.ScaledDotProductAttention(q, k, v)[.., 0].ToArray<float>(), y[.., 0].ToArray<float>());
        }
    }

    [Fact]
    public void NaN_in_a_row_stays_NaN()
    {
        Tensor q = Tensor.Ones([1, 2]), k = Tensor.Create([[float.NaN, 1], [1, 1]]);
        Assert.All(F.ScaledDotProductAttention(q, k, Tensor.Ones([2, 2])).ToArray<float>(), n => Assert.True(float.IsNaN(n)));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_sample_that_is_all_padding_leaves_every_gradient_finite(bool batchFirst, bool asNumbers)
    {
        var layer = new MultiheadAttention(4, 2, batchFirst: batchFirst);
        Tensor x = Tensor.Randn(batchFirst ? [2, 3, 4] : [3, 2, 4]), padding = Tensor.Create([[false, false, true], [true, true, true]]);
        if (asNumbers) padding = Tensor.Zeros([2, 3]).MaskedFill(padding, double.NegativeInfinity);
        (Tensor y, Tensor? weights) = layer.Call(x, x, x, keyPaddingMask: padding);
        Assert.All(weights![1].ToArray<float>(), n => Assert.Equal(0, n));
        Assert.True(y.IsFinite().All().Item<bool>());
        (batchFirst ? y[0] : y[.., 0]).Square().Sum().Backward();
        Assert.All(layer.Parameters(), p => Assert.True(p.Grad!.IsFinite().All().Item<bool>()));
    }
}
