using Autograd.Nn;

namespace Autograd.Tests.Engine;

public class HookTests
{
    [Fact]
    public void A_leafs_hook_sees_the_whole_gradient_once_before_it_is_added()
    {
        Tensor x = Tensor.Create([1.0], requiresGrad: true);
        var seen = new List<double>();
        using GradientHook hook = x.RegisterHook(g =>
        {
            seen.Add(g.Item());
            Assert.Null(x.Grad);
            return null;
        });
        (x * 2 + x * 3).Sum().Backward();
        Assert.Equal([5.0], seen);
        Assert.Equal(5.0, x.Grad!.Item());
    }

    [Fact]
    public void Hooks_replace_the_gradient_in_the_order_of_registration()
    {
        Tensor x = Tensor.Create([1.0], requiresGrad: true), y = x * 1;
        y.RegisterHook(g => g * 2);
        y.RegisterHook(g => g + 1);
        y.RetainGrad();
        (y * 5).Sum().Backward();
        Assert.Equal(11.0, x.Grad!.Item());
        Assert.Equal(11.0, y.Grad!.Item());
    }

    [Fact]
    public void A_disposed_hook_is_silent()
    {
        Tensor x = Tensor.Create([1.0], requiresGrad: true);
        GradientHook hook = x.RegisterHook(g => g * 100);
        hook.Dispose();
        hook.Dispose();
        (x * 2).Sum().Backward();
        Assert.Equal(2.0, x.Grad!.Item());
    }

    [Fact]
    public void A_gradient_that_a_hook_kept_is_not_changed_by_later_passes()
    {
        Tensor x = Tensor.Create([1.0], requiresGrad: true);
        Tensor? kept = null;
        x.RegisterHook(g =>
        {
            kept ??= g;
            return null;
        });
        (x * 2).Sum().Backward();
        (x * 2).Sum().Backward();
        Assert.Equal(2.0, kept!.Item());
        Assert.Equal(4.0, x.Grad!.Item());
    }

    [Fact]
    public void A_hook_that_returns_another_shape_is_an_error()
    {
        Tensor x = Tensor.Create([1.0], requiresGrad: true);
        x.RegisterHook(_ => Tensor.Ones([2], DType.Float64));
        Assert.Contains("[2]", Assert.Throws<GraphException>(() => (x * 2).Sum().Backward()).Message, StringComparison.Ordinal);
        Assert.Null(x.Grad);
    }

    [Fact]
    public void Hooks_need_a_tensor_that_requires_grad() =>
        Assert.Throws<GraphException>(() => Tensor.Ones([1]).RegisterHook(_ => null));

    [Fact]
    public void A_hook_on_a_tensor_changed_in_place_afterwards_sees_the_gradient_of_what_it_was()
    {
        Tensor x = Tensor.Create([1.0], requiresGrad: true), y = x * 1;
        var seen = new List<double>();
        y.RegisterHook(Watch);
        y.Mul_(3);
        y.RegisterHook(Watch);
        y.Sum().Backward();
        Assert.Equal([1.0, 3.0], seen); // the newer value's first

        Tensor? Watch(Tensor g)
        {
            seen.Add(g.Item());
            return null;
        }
    }

    [Fact]
    public void A_leafs_hooks_stay_when_it_is_frozen_and_thawed_or_converted()
    {
        var linear = new Autograd.Nn.Linear(1, 1, bias: false);
        int seen = 0, ready = 0;
        GradientHook hook = linear.Weight.RegisterHook(_ =>
        {
            seen++;
            return null;
        });
        using HookHandle readyHook = linear.Weight.RegisterPostAccumulateGradHook(_ => ready++);
        linear.Freeze();
        Assert.False(linear.Call(Tensor.Ones([1, 1])).RequiresGrad);
        Assert.Throws<GraphException>(() => linear.Weight.RegisterHook(_ => null));
        linear.Freeze(false);
        linear.Call(Tensor.Ones([1, 1])).Sum().Backward();
        linear.To(DType.Float64);
        linear.Call(Tensor.Ones([1, 1], DType.Float64)).Sum().Backward();
        Assert.Equal((2, 2), (seen, ready));
        hook.Dispose();
        linear.Call(Tensor.Ones([1, 1], DType.Float64)).Sum().Backward();
        Assert.Equal((2, 3), (seen, ready));
    }

    [Fact]
    public void A_ready_hook_is_called_once_a_pass_when_the_sum_is_there()
    {
        Tensor x = Tensor.Create([1.0], requiresGrad: true);
        var seen = new List<double>();
        HookHandle hook = x.RegisterPostAccumulateGradHook(leaf =>
        {
            Assert.Same(x, leaf);
            seen.Add(leaf.Grad!.Item());
        });
        (x * 2 + x * 3).Sum().Backward();
        (x * 2).Sum().Backward();
        Autodiff.Grad(x * 2, x);
        Assert.Equal([5.0, 7.0], seen);
        hook.Dispose();
        hook.Dispose();
        (x * 2).Sum().Backward();
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void A_ready_hook_may_step_an_optimizer_and_drop_the_gradient()
    {
        Tensor a = Tensor.Create([1.0], requiresGrad: true), b = Tensor.Create([2.0], requiresGrad: true);
        foreach (Tensor leaf in (Tensor[])[a, b])
        {
            var optimizer = new Autograd.Optim.Sgd([leaf], lr: 0.1);
            leaf.RegisterPostAccumulateGradHook(t =>
            {
                optimizer.Step();
                t.Grad = null;
            });
        }

        (a * b).Sum().Backward(); // each needs the other's old value
        Assert.Equal(1 - 0.1 * 2, a.Item(), 12);
        Assert.Equal(2 - 0.1 * 1, b.Item(), 12);
        Assert.Null(a.Grad);
        Assert.Null(b.Grad);
    }

    [Fact]
    public void Ready_hooks_are_for_leaves_that_require_grad()
    {
        Assert.Throws<GraphException>(() => Tensor.Ones([1]).RegisterPostAccumulateGradHook(_ => { }));
        Tensor made = Tensor.Ones([1], requiresGrad: true) * 2;
        Assert.Contains("mul", Assert.Throws<GraphException>(() => made.RegisterPostAccumulateGradHook(_ => { })).Message, StringComparison.Ordinal);
    }
}
