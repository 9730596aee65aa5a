using Autograd.Nn;

namespace Autograd.Tests.Nn;

public sealed class AttentionTests
{
    [Fact]
    public void A_query_that_may_look_nowhere_gets_zeros()
    {
        Tensor x = Tensor.Randn([2, 4], DType.Float64), mask = Tensor.Create(new bool[,] { { true, false }, { false, false } });
        double[] y = F.ScaledDotProductAttention(x, x, x, mask).ToArray<double>();
        Assert.Equal(x[0].ToArray<double>(), y[..4]);
        Assert.All(y[4..], v => Assert.Equal(0, v));
    }

    /// <summary>A query of NaN has no score above −∞ either, but it may look everywhere: its NaN must not vanish.</summary>
    [Fact]
    public void A_query_of_NaN_gives_NaN()
    {
        Tensor x = Tensor.Ones([2, 4]), query = x * double.NaN, mask = Tensor.Create(new bool[,] { { true, false }, { false, true } });
        Assert.All(F.ScaledDotProductAttention(query, x, x).ToArray<float>(), v => Assert.Equal(float.NaN, v));
        Assert.All(F.ScaledDotProductAttention(query, x, x, mask).ToArray<float>(), v => Assert.Equal(float.NaN, v));
    }

    [Fact]
    public void Dropout_takes_weights_away()
    {
        Tensor x = Tensor.Randn([3, 5, 4]);
        Assert.Equal(new float[60], F.ScaledDotProductAttention(x, x, x, dropoutP: 1).ToArray<float>());
        Tensor one = F.ScaledDotProductAttention(x, x, x, dropoutP: 0.5, generator: new Generator(1));
        Assert.Equal(one.ToArray<float>(), F.ScaledDotProductAttention(x, x, x, dropoutP: 0.5, generator: new Generator(1)).ToArray<float>());
        Assert.NotEqual(one.ToArray<float>(), F.ScaledDotProductAttention(x, x, x).ToArray<float>());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Tensor q = Tensor.Ones([2, 3, 4]), k = Tensor.Ones([2, 5, 4]);
        Assert.Throws<ShapeException>(() => F.ScaledDotProductAttention(q, Tensor.Ones([2, 5, 3]), k));
        Assert.Throws<ShapeException>(() => F.ScaledDotProductAttention(q, k, q));
        Assert.Throws<ShapeException>(() => F.ScaledDotProductAttention(Tensor.Ones([4]), k, k));
        Assert.Throws<ShapeException>(() => F.ScaledDotProductAttention(Tensor.Ones([3, 3, 4]), k, k));
        Assert.Throws<ShapeException>(() => F.ScaledDotProductAttention(q, k, k, Tensor.Ones([3, 4])));
        Assert.Throws<ShapeException>(() => F.ScaledDotProductAttention(q, k, k, Tensor.Ones([4, 2, 3, 5])));
        Assert.Throws<DTypeException>(() => F.ScaledDotProductAttention(q, k.To(DType.Float64), k));
        Assert.Throws<DTypeException>(() => F.ScaledDotProductAttention(q, k, k, Tensor.Ones([3, 5], DType.Int64)));
        Assert.Throws<DTypeException>(() => F.ScaledDotProductAttention(q.To(DType.Int64), k, k));
        Assert.Throws<ArgumentException>(() => F.ScaledDotProductAttention(q, k, k, Tensor.Ones([3, 5]), isCausal: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.ScaledDotProductAttention(q, k, k, dropoutP: 2));
    }
}
