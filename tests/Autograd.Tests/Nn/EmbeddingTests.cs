using Autograd.Nn;

namespace Autograd.Tests.Nn;

public sealed class EmbeddingTests
{
    [Fact]
    public void It_starts_normal_with_zeros_for_the_padding()
    {
        // torch.manual_seed(5); torch.nn.Embedding(6, 4, padding_idx=2)
        var layer = new Embedding(6, 4, paddingIdx: -4, generator: new Generator(5));
        double[] values = layer.Weight.ToArray<double>();
        GoldenJson.AssertClose([1.8423298597335815, 0.5188871622085571, -1.7119213342666626, -1.7013792991638184], values.AsSpan(0, 4), 1e-6, 2e-6, "row 0");
        GoldenJson.AssertClose([-0.14810462296009064, 0.37145474553108215, 0.22725041048431396, -0.06473517417907715], values.AsSpan(20, 4), 1e-6, 2e-6, "row 5");
        GoldenJson.AssertClose([0, 0, 0, 0], values.AsSpan(8, 4), 0, 0, "the padding");
        Assert.Equal(2, layer.PaddingIdx);
        Assert.Equal(["weight"], layer.StateDict().Keys);
        Assert.Equal("Embedding(6, 4, paddingIdx: 2)", layer.ToString());
    }

    [Fact]
    public void A_given_table_is_shared_and_frozen_unless_told_otherwise()
    {
        Tensor table = Tensor.Create(new[,] { { 1f, 2f }, { 3f, 4f } });
        Embedding frozen = Embedding.FromPretrained(table), trained = Embedding.FromPretrained(table.Clone(), freeze: false, paddingIdx: 0);
        Assert.False(frozen.Weight.RequiresGrad);
        table[1, 0] = 7;
        Assert.Equal([7.0, 4], frozen.Call(Tensor.Create([1L]))[0].ToArray<double>());
        trained.Call(Tensor.Create([0L, 1])).Sum().Backward();
        Assert.Equal([0.0, 0, 1, 1], trained.Weight.Grad!.ToArray<double>());
        Assert.Equal([1.0, 2], trained.Weight.Detach()[0].ToArray<double>()); // a padding that is given stays as it is
        Assert.Throws<TensorIndexException>(() => Embedding.FromPretrained(table, paddingIdx: 2));
    }

    [Fact]
    public void The_padding_takes_no_gradient()
    {
        var layer = new Embedding(4, 2, paddingIdx: 1);
        layer.Call(Tensor.Create([1L, 3, 3])).Sum().Backward();
        Assert.Equal([0, 0, 0, 0, 0, 0, 2, 2], layer.Weight.Grad!.ToArray<int>());
    }

    [Fact]
    public void Long_rows_that_are_asked_for_are_shortened_in_place()
    {
        // torch.nn.functional.embedding(torch.tensor([[3, 1], [3, 0]]), torch.arange(12.).double().reshape(4, 3), max_norm=2.0), and the table after it
        Tensor weight = Table();
        Tensor rows = F.Embedding(Tensor.Create([[3L, 1], [3, 0]]), weight, maxNorm: 2);
        double[] expected =
        [
            0, 0.8944271509999177, 1.7888543019998353, 0.8485281254238572, 1.1313708338984763, 1.4142135423730953,
            6, 7, 8, 1.03578360180692, 1.1508706686743555, 1.265957735541791,
        ];
        GoldenJson.AssertClose(expected, weight.ToArray<double>(), 1e-12, 0, "the table");
        Assert.Equal(weight.IndexSelect(0, Tensor.Create([3L, 1, 3, 0])).ToArray<double>(), rows.ToArray<double>());
        Assert.True(weight.IsLeaf);
        weight = Table();
        F.Embedding(Tensor.Create([3L, 1]), weight, maxNorm: 2, normType: 1);
        GoldenJson.AssertClose(
            [0, 1, 2, 0.4999999958333334, 0.6666666611111112, 0.8333333263888889, 6, 7, 8, 0.5999999979999999, 0.6666666644444443, 0.7333333308888889],
            weight.ToArray<double>(), 1e-12, 0, "the table by another norm");

        static Tensor Table()
        {
            Tensor table = Tensor.Arange(12).To(DType.Float64).Reshape(4, 3);
            table.RequiresGrad = true;
            return table;
        }
    }

    [Fact]
    public void A_row_that_does_not_exist_is_named_with_the_number_of_rows()
    {
        var layer = new Embedding(4, 2, maxNorm: 0.01);
        float[] before = layer.Weight.ToArray<float>();
        foreach (long wrong in (long[])[4, -1])
        {
            string message = Assert.Throws<TensorIndexException>(() => layer.Call(Tensor.Create([0L, wrong]))).Message;
            Assert.Contains("embedding", message);
            Assert.Contains($"{wrong}", message);
            Assert.Contains("4", message);
        }

        Assert.Equal(before, layer.Weight.ToArray<float>());
    }

    [Fact]
    public void Another_layers_weight_is_shared_but_not_taken_over()
    {
        var linear = new Linear(3, 4);
        Embedding frozen = Embedding.FromPretrained(linear.Weight), trained = Embedding.FromPretrained(linear.Weight, freeze: false);
        Assert.True(linear.Weight.RequiresGrad && trained.Weight.RequiresGrad);
        Assert.False(frozen.Weight.RequiresGrad);
        Assert.NotSame(linear.Weight, trained.Weight);
        Init.Ones_(linear.Weight);
        Assert.Equal([1f, 1f, 1f], frozen.Call(Tensor.Create([2L])).ToArray<float>());
        trained.Call(Tensor.Create([0L])).Sum().Backward();
        Assert.Null(linear.Weight.Grad);
        frozen.To(DType.Float64);
        Assert.Equal(DType.Float32, linear.Weight.DType);
        Assert.Throws<ArgumentNullException>(() => Embedding.FromPretrained(null!));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Tensor index = Tensor.Create([0L, 1]);
        Assert.Throws<ShapeException>(() => F.Embedding(index, Tensor.Ones([3])));
        Assert.Throws<DTypeException>(() => F.Embedding(Tensor.Ones([2]), Tensor.Ones([3, 2])));
        Assert.Throws<TensorIndexException>(() => F.Embedding(index, Tensor.Ones([3, 2]), paddingIdx: 3));
        Assert.Throws<TensorIndexException>(() => new Embedding(3, 2, paddingIdx: -4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Embedding(-1, 2));
        Assert.Throws<DTypeException>(() => F.OneHot(Tensor.Ones([2])));
        Assert.Throws<TensorIndexException>(() => F.OneHot(index, 1));
        Assert.Throws<TensorIndexException>(() => F.OneHot(Tensor.Create([-1L])));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.OneHot(index, 0));
        Assert.Throws<ShapeException>(() => F.OneHot(Tensor.Zeros([0], DType.Int64)));
    }
}
