using Autograd.Nn;
using Autograd.Tests.Semantics;

namespace Autograd.Tests.Engine;

/// <summary>What a view's retained gradient, hooks and graph are after something wrote: through it, its base, or another view.</summary>
public class ViewGradientTests
{
    private static Tensor Leaf(params double[] values) => Tensor.Create(values, requiresGrad: true);

    private static void Write(string through, Tensor y, Tensor view)
    {
        if (through == "view") view.Mul_(3);
        if (through == "base") y.Mul_(3);
        if (through == "another view") y[1..].Mul_(3);
    }

    [Semantics("retained-after-a-change")]
    [Theory] // the numbers are PyTorch's, 1.13.1 and 2
    [InlineData("nothing", 5, 5)]
    [InlineData("view", 15, 15)]
    [InlineData("base", 15, 15)]
    [InlineData("another view", 5, 15)]
    public void A_view_retains_the_gradient_of_its_new_value(string through, double first, double second)
    {
        Tensor x = Leaf(1, 2), y = x * 1, view = y[..2];
        view.RetainGrad();
        Write(through, y, view);
        (view * 5).Sum().Backward();
        Assert.Equal([5.0, 5], view.Grad!.ToArray<double>());
        Assert.Equal([first, second], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void What_used_the_old_value_gives_the_new_one_no_gradient()
    {
        Tensor x = Leaf(1, 2), y = x * 1, view = y[..2], before = view * 2;
        view.RetainGrad();
        view.Mul_(3);
        before.Sum().Backward();
        Assert.Null(view.Grad); // as in PyTorch
        Assert.Equal([2.0, 2], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_view_of_a_view_and_one_changed_twice_retain_the_newest_gradient()
    {
        Tensor x = Leaf(1, 2, 3), y = x * 1, view = y[1..][..1];
        view.RetainGrad();
        y.Mul_(2);
        view.Mul_(3);
        y[1..].Mul_(4);
        (view * 5).Sum().Backward();
        Assert.Equal([5.0], view.Grad!.ToArray<double>());
        Assert.Equal([0.0, 120, 0], x.Grad!.ToArray<double>());
    }

    [Theory]
    [InlineData("view")]
    [InlineData("base")]
    [InlineData("another view")]
    public void A_hook_registered_after_the_write_sees_the_new_values_gradient(string through)
    {
        Tensor x = Leaf(1, 2), y = x * 1, view = y[..2];
        var seen = new List<double[]>();
        Write(through, y, view);
        view.RegisterHook(g =>
        {
            seen.Add(g.ToArray<double>());
            return null;
        });
        (view * 5).Sum().Backward();
        Assert.Equal([5.0, 5], Assert.Single(seen));
    }

    [Fact]
    public void A_hook_registered_before_the_write_sees_the_old_values_gradient()
    {
        Tensor x = Leaf(1, 2), y = x * 1, view = y[..2];
        var seen = new List<double[]>();
        view.RegisterHook(g =>
        {
            seen.Add(g.ToArray<double>());
            return null;
        });
        view.Mul_(3);
        (view * 5).Sum().Backward();
        Assert.Equal([15.0, 15], Assert.Single(seen)); // PyTorch 2; 1.13 does not call it
    }

    [Fact]
    public void A_write_through_a_view_taken_under_no_grad_is_refused_before_anything_changes()
    {
        Tensor x = Leaf(1, 2), y = x * 2, view;
        using (GradMode.NoGrad()) view = y[..1];
        foreach (Action write in (Action[])[() => view.Mul_(10), () => view.Zero_(), () => view[..].Add_(1), () => view.Uniform_(), () => view[0] = 7])
            Assert.Contains("taken inside NoGrad()", Assert.Throws<GraphException>(write).Message, StringComparison.Ordinal);
        Assert.Equal([2.0, 4], y.ToArray<double>());
        Assert.Equal(0, y.Version);
        y.Sum().Backward();
        Assert.Equal([2.0, 2], x.Grad!.ToArray<double>());
    }

    [Fact]
    [Semantics("view-under-no-grad")]
    public void A_view_taken_under_no_grad_cannot_be_used_once_its_memory_changed()
    {
        Tensor w = Leaf(3), y = Tensor.Ones([2], DType.Float64), view, target = Tensor.Zeros([1], DType.Float64);
        using (GradMode.NoGrad()) view = y[..1];
        Assert.False((view * 2).RequiresGrad);
        y.Mul_(w);
        foreach (Action use in (Action[])[() => _ = view * 2, () => _ = w * view, () => target.Copy_(view), () => _ = view[..].Exp(), () => _ = Tensor.Cat([w, view])])
            Assert.Contains("changed in place by mul_ since", Assert.Throws<GraphException>(use).Message, StringComparison.Ordinal);
        Assert.Equal(0.0, target.Item());
        Assert.Equal([6.0], (view.Detach() * 2).ToArray<double>());
        using (GradMode.NoGrad()) Assert.Equal([6.0], (view * 2).ToArray<double>());
        Assert.False(view.RequiresGrad);
        Assert.Contains("3", view.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_leaf_that_is_such_a_view_cannot_start_a_backward_pass()
    {
        Tensor w = Leaf(3), y = Tensor.Ones([1], DType.Float64), view;
        using (GradMode.NoGrad()) view = y[..1];
        view.RequiresGrad = true;
        y.Mul_(w);
        Assert.Throws<GraphException>(() => view.Backward());
        Assert.Throws<GraphException>(() => Autodiff.Grad(view, view));
        Assert.Throws<GraphException>(() => view * 2);
    }

    [Fact]
    public void A_view_of_what_requires_grad_later_belongs_to_its_graph()
    {
        Tensor b = Tensor.Create([1.0, 2]), view = b[..1];
        b.RequiresGrad = true;
        Assert.True(view.RequiresGrad);
        ((view * 2).Sum() + b.Sum()).Backward();
        Assert.Equal([3.0, 1], b.Grad!.ToArray<double>()); // PyTorch: 1, 1, and 3, 1 after any change under no-grad
    }

    [Fact]
    public void A_leaf_is_not_written_through_a_view_of_its_view_or_after_it_was_turned_off()
    {
        Tensor b = Tensor.Create([1.0, 2]), view = b[..1], inner;
        view.RequiresGrad = true;
        inner = view[..1];
        Assert.Throws<GraphException>(() => inner.Mul_(10));
        Tensor leaf = Leaf(1, 2), part = leaf[..1];
        leaf.RequiresGrad = false;
        Assert.Throws<GraphException>(() => part.Mul_(10));
        Assert.Equal([1.0, 2, 1, 2], [.. b.ToArray<double>(), .. leaf.ToArray<double>()]);
    }

    [Fact]
    public void A_view_of_a_buffer_whose_module_moved_to_another_dtype_is_a_tensor_of_its_own()
    {
        var norm = new BatchNorm1d(2);
        Tensor mean = norm.RunningMean!, view = mean[..1], w = Tensor.Create([3f], requiresGrad: true);
        norm.To(DType.Float64);
        view.Add_(w);
        Assert.True(view.RequiresGrad);
        Assert.False(mean.RequiresGrad); // it holds other memory by now
        Assert.Equal([0.0, 0], mean.ToArray<double>());
        (view * 2).Sum().Backward();
        Assert.Equal([2f], w.Grad!.ToArray<float>());
    }
}
