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
}
