namespace Autograd.Tests.Engine;

public class GradCheckTests
{
    private static Tensor Point(params int[] shape) => Tensor.Randn(Shape.Create(shape), DType.Float64, requiresGrad: true, generator: new Generator(3));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_right_gradient_passes(bool fast)
    {
        GradCheck.Check(x => x[0].MatMul(x[1]).Tanh(), [Point(2, 3), Point(3, 2)], fast: fast);
        GradCheck.CheckSecondOrder(x => x[0].MatMul(x[1]).Tanh(), [Point(2, 3), Point(3, 2)], fast: fast);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_wrong_gradient_is_caught_and_located(bool fast)
    {
        var error = Assert.Throws<GradCheckException>(() => GradCheck.Check(x => new WrongOp(factor: 1.01).Apply(x), Point(2, 2), fast: fast));
        Assert.Contains("analytically", error.Message, StringComparison.Ordinal);
        if (!fast) Assert.Contains("by wrong", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_right_in_first_order_and_wrong_in_second_is_caught()
    {
        GradCheck.Check(x => new CutOp().Apply(x), Point(3));
        Assert.Throws<GradCheckException>(() => GradCheck.CheckSecondOrder(x => new CutOp().Apply(x), Point(3)));
    }

    [Fact]
    public void A_gradient_that_ignores_the_incoming_one_is_caught() =>
        Assert.Contains(
            "not 0",
            Assert.Throws<GradCheckException>(() => GradCheck.Check(x => new WrongOp(ignore: true).Apply(x), Point(1))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Inputs_that_cannot_be_checked_are_refused()
    {
        Assert.Contains("float32", Message(Tensor.Ones([2], requiresGrad: true)), StringComparison.Ordinal);
        Assert.Contains("no input requires grad", Message(Tensor.Ones([2], DType.Float64)), StringComparison.Ordinal);
        Assert.Contains("Clone()", Message(Tensor.Ones([1], DType.Float64, requiresGrad: true).Expand(3)), StringComparison.Ordinal);

        static string Message(Tensor x) => Assert.Throws<GradCheckException>(() => GradCheck.Check(t => t * 2, x)).Message;
    }

    [Fact]
    public void The_point_is_put_back_and_views_can_be_checked()
    {
        Tensor x = Point(3, 2), turned = x.T;
        double[] before = x.ToArray<double>();
        GradCheck.Check(t => t.Exp(), turned);
        Assert.Equal(before, x.ToArray<double>());
        Assert.Equal(0, x.Version);
        Assert.Null(x.Grad);
    }

    /// <summary>x², with a gradient that is off by a factor or does not look at what comes in.</summary>
    private sealed class WrongOp(double factor = 1, bool ignore = false) : Op
    {
        protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

        protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) => inputs[0].Square();

        protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(inputs[0]);

        protected internal override Tensor? Vjp(int input, Tensor grad) => (ignore ? grad.OnesLike() : grad) * Saved(0) * (2 * factor);
    }

    /// <summary>x², whose gradient is right but not differentiable.</summary>
    private sealed class CutOp : Op
    {
        protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

        protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) => inputs[0].Square();

        protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(inputs[0]);

        protected internal override Tensor? Vjp(int input, Tensor grad) => grad * Saved(0).Detach() * 2;
    }
}
