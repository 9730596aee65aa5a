using Autograd.Nn;

namespace Autograd.Tests.Nn;

public sealed class DropoutTests
{
    private static readonly Func<double, DropoutBase>[] s_all =
    [
        p => new Dropout(p), p => new Dropout1d(p), p => new Dropout2d(p), p => new Dropout3d(p), p => new AlphaDropout(p), p => new FeatureAlphaDropout(p),
    ];

    [Fact]
    public void Evaluation_and_no_chance_give_the_input_back()
    {
        foreach (Func<double, DropoutBase> make in s_all)
        {
            Tensor x = Input(make);
            DropoutBase layer = make(0.5);
            Assert.NotSame(x, layer.Call(x));
            layer.Eval();
            Assert.Same(x, layer.Call(x));
            Assert.Same(x, make(0).Call(x));
            Assert.Equal(0.5, layer.P);
        }
    }

    [Fact]
    public void Whole_numbers_pass_where_nothing_or_everything_is_dropped()
    {
        foreach (Func<double, DropoutBase> make in s_all)
        {
            Tensor whole = Input(make).Long();
            DropoutBase layer = make(0.5);
            Assert.Throws<DTypeException>(() => layer.Call(whole)); // PyTorch: result type Float cannot be cast to Long
            Assert.Same(whole, layer.Eval().Call(whole));
            Assert.Same(whole, make(0).Call(whole));
            Tensor none = make(1).Call(whole);
            Assert.Equal((DType.Int64, 0L), (none.DType, none.Abs().Sum().Item<long>()));
        }
    }

    [Fact]
    public void Of_everything_zeros_are_left_with_zeros_for_gradient()
    {
        foreach (Func<double, DropoutBase> make in s_all)
        {
            Tensor x = Input(make);
            Tensor y = make(1).Call(x);
            Assert.All(y.ToArray<float>(), v => Assert.Equal(0, v));
            y.Sum().Backward();
            Assert.All(x.Grad!.ToArray<float>(), v => Assert.Equal(0, v));
        }
    }

    [Fact]
    public void Whole_channels_go_together()
    {
        Tensor y = F.Dropout2d(Tensor.Ones([20, 10, 3, 2]), 0.5, generator: new Generator(0));
        float[][] channels = [.. y.ToArray<float>().Chunk(6)];
        Assert.All(channels, c => Assert.Single(c.Distinct()));
        Assert.Equal([0f, 2], channels.Select(c => c[0]).Distinct().Order());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        foreach (Func<double, DropoutBase> make in s_all)
        {
            foreach (double wrong in (double[])[-0.1, 1.1, double.NaN]) Assert.Throws<ArgumentOutOfRangeException>(() => make(wrong));
            Assert.Throws<DTypeException>(() => make(0.5).Call(Input(make).Detach().To(DType.Int64)));
        }

        Assert.Throws<ShapeException>(() => F.Dropout1d(Tensor.Ones([2])));
        Assert.Throws<ShapeException>(() => F.Dropout1d(Tensor.Ones([2]), training: false));
        Assert.Throws<ShapeException>(() => F.Dropout2d(Tensor.Ones([2])));
        Assert.Throws<ShapeException>(() => F.Dropout3d(Tensor.Ones([])));
        Assert.Throws<ShapeException>(() => F.FeatureAlphaDropout(Tensor.Ones([2]), training: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.AlphaDropout(Tensor.Ones([2]), 2));
    }

    private static Tensor Input(Func<double, DropoutBase> make) =>
        Tensor.Ones(make(0) switch { Dropout1d => [2, 3, 4], Dropout3d => [2, 3, 2, 2, 2], _ => [2, 3, 4, 2] }, requiresGrad: true);
}
