using Autograd.CustomOps;

namespace Autograd.Tests.Docs;

/// <summary>The calls of docs/custom-ops.md, and what the page says of custom operations.</summary>
public class CustomOpsSnippets
{
    private static Tensor Vector(ulong seed) => Tensor.Randn([5], DType.Float64, requiresGrad: true, generator: new Generator(seed));

    [Fact]
    public void Several_inputs()
    {
        Tensor x = Tensor.Randn([5], DType.Float64, requiresGrad: true), target = Tensor.Randn([5], DType.Float64, requiresGrad: true);
        Tensor loss = CauchyOp.Of(x, target, scale: 2).Mean();
        loss.Backward();

        Assert.Equal("cauchy", CauchyOp.Of(x, target).GradFn);
        Tensor expected = Autodiff.Grad((((x - target) / 2).Square() + 1).Log().Mean(), x);
        GoldenJson.AssertClose(expected.ToArray<double>(), x.Grad!.ToArray<double>(), 1e-12, 1e-12, "gradient");

        GradCheck.Check(p => CauchyOp.Of(p[0], p[1], scale: 2), [x, target]);
        GradCheck.CheckSecondOrder(p => CauchyOp.Of(p[0], p[1], scale: 2), [x, target]);
    }

    [Fact]
    public void One_input_alone_may_require_grad()
    {
        Tensor x = Vector(1), target = Vector(2).Detach();
        GradCheck.Check(p => CauchyOp.Of(p[0], target), [x]);
        Assert.Throws<ShapeException>(() => CauchyOp.Of(x, target[..2]));
    }

    [Fact]
    public void A_fused_backward_is_closed_under_differentiation()
    {
        Tensor x = Vector(1), y = SwishOp.Of(x, beta: 1.5);
        GoldenJson.AssertClose((x * (x * 1.5).Sigmoid()).ToArray<double>(), y.ToArray<double>(), 1e-12, 1e-12, "swish");
        GradCheck.Check(p => SwishOp.Of(p, beta: 1.5), x);
        GradCheck.CheckSecondOrder(p => SwishOp.Of(p, beta: 1.5), x);
        Tensor grid = Tensor.Randn([3, 4], requiresGrad: true).T; // strided, float32
        SwishOp.Of(grid).Sum().Backward();
        Assert.Equal([4, 3], SwishOp.Of(grid).Shape);
        Assert.False(SwishOp.Of(grid.Detach()).RequiresGrad);
    }

    [Fact]
    public void Elements_read_and_written_by_hand_and_a_Jvp()
    {
        Tensor x = Tensor.Create([1.0, 3, 2, 5, 4], requiresGrad: true);
        Assert.Equal([1.0, 3, 3, 5, 5], RunningMaxOp.Of(x).ToArray<double>());
        GradCheck.Check(RunningMaxOp.Of, x);
        GradCheck.CheckSecondOrder(RunningMaxOp.Of, x);
        Assert.Equal([1.0, 2, 2, 4, 4], Autodiff.Jvp(RunningMaxOp.Of, x, Tensor.Create([1.0, 2, 3, 4, 5])).Tangent.ToArray<double>());
        Assert.Throws<DTypeException>(() => RunningMaxOp.Of(Tensor.Ones([2])));
    }

    [Fact]
    public void Forward_mode_follows_from_the_VJP()
    {
        Tensor x = Vector(1), target = Vector(2), t = Vector(3).Detach();
        (_, Tensor moved) = Autodiff.Jvp(p => CauchyOp.Of(p, target), x, t);
        Tensor error = (x - target).Detach();
        GoldenJson.AssertClose((t * error * 2 / (error.Square() + 1)).ToArray<double>(), moved.ToArray<double>(), 1e-12, 1e-12, "tangent");
        Tensor j = Autodiff.Jacobian(p => SwishOp.Of(p), x, strategy: JacobianStrategy.Forward);
        GoldenJson.AssertClose(Autodiff.Jacobian(p => SwishOp.Of(p), x, strategy: JacobianStrategy.Reverse).ToArray<double>(), j.ToArray<double>(), 1e-12, 1e-12, "jacobian");
    }
}
