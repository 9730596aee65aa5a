using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Semantics;

/// <content>Views, and changes in place.</content>
public partial class DeviationTests
{
    [Fact]
    [Deviation("Movements with nothing to do")]
    public void A_movement_with_nothing_to_do_gives_the_tensor_itself()
    {
        Tensor x = Tensor.Ones([2, 3]);
        Assert.Same(x, x.Reshape(2, 3)); // PyTorch: another tensor over the same memory, here and below
        Assert.Same(x, x.Expand(2, 3));
        Assert.Same(x, x.Squeeze(0));
        Assert.Same(x, x.BroadcastTo([2, 3]));
        Assert.Same(x, x.Unflatten(0, 2));
        Tensor vector = Tensor.Ones([3]), number = Tensor.Ones([]);
        Assert.Same(vector, vector.T);
        Assert.Same(number, number.Transpose(0, -1));
        Assert.Same(number, number.Movedim(0, 0));
        Assert.NotSame(x, x.View(2, 3));
        using (GradMode.NoGrad()) vector = x.Reshape(2, 3); // no view, so it may be written
        vector.Mul_(2);
        Assert.Equal(12, x.Sum().Item());
    }

    [Fact]
    [Deviation("Views under no-grad")]
    public void A_view_taken_under_no_grad_does_not_require_grad()
    {
        Tensor x = Leaf(1, 2), y = x * 2, view;
        using (GradMode.NoGrad()) view = y[..1];
        Assert.False(view.RequiresGrad); // PyTorch: true, and a leaf
        Assert.False((view * 2).RequiresGrad); // PyTorch: true; its backward pass gives x nothing
    }

    [Fact]
    [Deviation("RequiresGrad after the view")]
    public void A_view_of_what_requires_grad_later_belongs_to_its_graph()
    {
        Tensor b = Tensor.Create([1.0, 2]), view = b[..1];
        b.RequiresGrad = true;
        ((view * 2).Sum() + b.Sum()).Backward();
        Equal([3, 1], b.Grad!); // PyTorch: 1, 1
    }

    [Fact]
    [Deviation("Retained gradients")]
    public void The_retained_gradient_of_a_base_changed_through_a_view_is_that_of_its_new_value()
    {
        Tensor x = Leaf(1, 2), y = x * 1;
        y.RetainGrad();
        y[..1].Mul_(3);
        (y * 5).Sum().Backward();
        Equal([5, 5], y.Grad!); // PyTorch 1.13: 15, 5
        Equal([15, 5], x.Grad!);
    }

    [Fact]
    [Deviation("Hooks before a change")]
    public void A_hook_of_a_view_changed_later_sees_the_gradient_of_the_old_value()
    {
        Tensor x = Leaf(1, 2), view = (x * 1)[..1];
        Tensor? seen = null;
        view.RegisterHook(grad =>
        {
            seen = grad;
            return null;
        });
        view.Mul_(3);
        (view * 5).Sum().Backward();
        Equal([15], seen!); // PyTorch 1.13: not called
    }

    [Fact]
    [Deviation("Broadcast factors changed")]
    public void A_factor_that_was_broadcast_must_not_change_before_the_backward_pass()
    {
        Tensor a = Tensor.Ones([2, 3, 2, 2], requiresGrad: true), b = Tensor.Ones([3, 2, 2]), y = a.MatMul(b);
        b.Mul_(2);
        Assert.Throws<GraphException>(() => y.Sum().Backward()); // PyTorch: the gradient for b as it was
    }
}
