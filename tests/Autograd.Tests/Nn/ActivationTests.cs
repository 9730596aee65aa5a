using Autograd.Nn;

namespace Autograd.Tests.Nn;

/// <summary>Each layer is its function, and says its arguments.</summary>
public sealed class ActivationTests
{
    private static readonly (Module<Tensor, Tensor> Layer, Func<Tensor, Tensor> Function, string Text)[] s_layers =
    [
        (new LeakyRelu(0.2), x => F.LeakyRelu(x, 0.2), "LeakyRelu(slope: 0.2)"),
        (new Relu6(), F.Relu6, "Relu6()"),
        (new Elu(1.5), x => F.Elu(x, 1.5), "Elu(alpha: 1.5)"),
        (new Selu(), F.Selu, "Selu()"),
        (new Celu(0.5), x => F.Celu(x, 0.5), "Celu(alpha: 0.5)"),
        (new Gelu(), x => F.Gelu(x), "Gelu(approximate: None)"),
        (new Gelu(GeluApproximation.Tanh), x => F.Gelu(x, GeluApproximation.Tanh), "Gelu(approximate: Tanh)"),
        (new Silu(), F.Silu, "Silu()"),
        (new Mish(), F.Mish, "Mish()"),
        (new Glu(0), x => F.Glu(x, 0), "Glu(dim: 0)"),
        (new LogSigmoid(), F.LogSigmoid, "LogSigmoid()"),
        (new Hardsigmoid(), F.Hardsigmoid, "Hardsigmoid()"),
        (new Hardswish(), F.Hardswish, "Hardswish()"),
        (new Hardtanh(-2, 0.5), x => F.Hardtanh(x, -2, 0.5), "Hardtanh(min: -2, max: 0.5)"),
        (new Tanhshrink(), F.Tanhshrink, "Tanhshrink()"),
        (new Hardshrink(0.3), x => F.Hardshrink(x, 0.3), "Hardshrink(lambda: 0.3)"),
        (new Softshrink(0.3), x => F.Softshrink(x, 0.3), "Softshrink(lambda: 0.3)"),
        (new Softplus(2, 10), x => F.Softplus(x, 2, 10), "Softplus(beta: 2, threshold: 10)"),
        (new Softsign(), F.Softsign, "Softsign()"),
        (new Softmin(0), x => F.Softmin(x, 0), "Softmin(dim: 0)"),
    ];

    [Fact]
    public void Every_layer_is_its_function()
    {
        Tensor x = Tensor.Randn([4, 5], generator: new Generator(0)) * 3;
        foreach ((Module<Tensor, Tensor> layer, Func<Tensor, Tensor> function, string text) in s_layers)
        {
            Assert.Equal(function(x).ToArray<float>(), layer.Call(x).ToArray<float>());
            Assert.Equal(text, layer.ToString());
        }
    }

    /// <summary>The numbers are PyTorch 1.13.1's: torch.manual_seed(0), F.rrelu(x, 0.1, 0.4, training=True).</summary>
    [Fact]
    public void RRelu_draws_PyTorchs_slopes_in_training_and_takes_the_mean_in_evaluation()
    {
        Tensor x = Tensor.Create([-1f, 2, 0, -3, float.NaN, -0.5f, float.NegativeInfinity, 4], [2, 4]);
        x.RequiresGrad = true;
        Tensor y = F.RRelu(x, 0.1, 0.4, training: true, new Generator(0));
        Assert.Equal([-0.39101592f, 2, 0, -0.71344465f, float.NaN, -0.18811215f, float.NegativeInfinity, 4], y.ToArray<float>());
        y.Backward(Tensor.Ones([2, 4]));
        Assert.Equal([0.39101592f, 1, 0.31234595f, 0.23781489f, 1, 0.3762243f, 0.29350725f, 1], x.Grad!.ToArray<float>());

        var layer = new RRelu(0.1, 0.4, new Generator(0));
        Assert.Equal(y.ToArray<float>(), layer.Call(x).ToArray<float>());
        layer.Eval();
        Assert.Equal([-0.25f, 2, 0, -0.75f, float.NaN, -0.125f, float.NegativeInfinity, 4], layer.Call(x).ToArray<float>());
        Assert.Equal("RRelu(lower: 0.1, upper: 0.4)", layer.ToString());
        Assert.Contains("rrelu", Assert.Throws<ArgumentOutOfRangeException>(() => new RRelu(0.5, 0.4)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => F.RRelu(x, double.NaN));
        Assert.Contains("int64[2]", Assert.Throws<DTypeException>(() => F.RRelu(Tensor.Zeros([2], DType.Int64), training: true)).Message, StringComparison.Ordinal);
        Assert.Equal([0, 3], F.RRelu(Tensor.Zeros([0, 3]), training: true).Shape.ToArray());
    }

    [Fact]
    public void Softmax2d_is_over_the_channels()
    {
        Tensor x = Tensor.Randn([2, 3, 4, 5], generator: new Generator(0));
        Assert.Equal(x.Softmax(1).ToArray<float>(), new Softmax2d().Call(x).ToArray<float>());
        Assert.Equal(x[0].Softmax(0).ToArray<float>(), new Softmax2d().Call(x[0]).ToArray<float>());
        Assert.Contains("[2, 3]", Assert.Throws<ShapeException>(() => new Softmax2d().Call(Tensor.Zeros([2, 3]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PRelu_learns_its_slopes()
    {
        var layer = new PRelu(3, 0.1);
        Assert.Equal(["weight"], layer.StateDict().Keys);
        Assert.Equal([0.1f, 0.1f, 0.1f], layer.Weight.ToArray<float>());
        Tensor x = Tensor.Create([-1f, 2, -3, -4, -5, 6], [2, 3]);
        layer.Call(x).Sum().Backward();
        Assert.Equal([-5f, -5, -3], layer.Weight.Grad!.ToArray<float>());
        Assert.Equal("PRelu(parameters: 3)", layer.ToString());
        Assert.Throws<ShapeException>(() => layer.Call(Tensor.Zeros([2, 4])));
        Assert.Throws<ShapeException>(() => layer.Call(Tensor.Zeros([])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PRelu(0));
        Assert.Equal(DType.Float64, new PRelu(dtype: DType.Float64).Weight.DType);
    }

    /// <summary>The kernel takes straight pieces by comparison: what a NaN and the bounds give is PyTorch 1.13.1's vectorised kernel.</summary>
    [Fact]
    public void Hardsigmoid_stops_the_gradient_of_NaN()
    {
        Tensor x = Tensor.Create([float.NaN, -3, 3, 0], requiresGrad: true), y = F.Hardsigmoid(x);
        y.Sum().Backward();
        Assert.Equal([float.NaN, 0, 1, 0.5f], y.ToArray<float>());
        Assert.Equal([0f, 0, 0, 1 / 6f], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Tensor x = Tensor.Zeros([2, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Celu(0));
        Assert.Throws<ArgumentException>(() => x.Hardtanh(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Softshrink(-0.1));
        Assert.Contains("[2, 3]", Assert.Throws<ShapeException>(() => x.Glu()).Message);
        Assert.Throws<ShapeException>(() => Tensor.Zeros([]).Glu());
        Assert.Throws<ShapeException>(() => x.PRelu(Tensor.Zeros([2])));
        Assert.Throws<ShapeException>(() => x.PRelu(Tensor.Zeros([1, 3])));
    }

    /// <summary>An integer tensor cannot hold the result.</summary>
    [Fact]
    public void In_place_forms_of_integers_are_refused()
    {
        Tensor ints = Tensor.Create([-1L, 2]);
        Assert.Throws<DTypeException>(() => ints.Elu_());
        Assert.Throws<DTypeException>(() => ints.Silu_());
        Assert.Equal([-1L, 2], ints.ToArray<long>());
    }
}
