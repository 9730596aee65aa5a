using Autograd.Nn;
using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Semantics;

public class EngineSemantics
{
    [Fact]
    [Semantics("requires-grad")]
    public void An_output_requires_grad_iff_grad_mode_is_on_and_some_input_does()
    {
        Tensor x = Leaf(1), c = Tensor.Create([1.0]);
        Assert.True((x + c).RequiresGrad);
        Assert.False((c + c).RequiresGrad);
        using (GradMode.NoGrad()) Assert.False((x + c).RequiresGrad);
    }

    [Fact]
    [Semantics("only-floating")]
    public void Only_floating_tensors_may_require_grad()
    {
        Assert.Throws<DTypeException>(() => Tensor.Zeros([2], DType.Int64, requiresGrad: true));
        Assert.Throws<DTypeException>(() => Tensor.Zeros([2], DType.Bool).RequiresGrad = true);
        Assert.False((Leaf(1) > 0).RequiresGrad);
    }

    [Fact]
    [Semantics("leaf-accumulates")]
    public void A_leafs_gradient_accumulates_and_a_non_leafs_is_null_unless_retained()
    {
        Tensor x = Leaf(2);
        for (int pass = 1; pass <= 3; pass++)
        {
            (x * 5).Backward();
            Equal([5.0 * pass], x.Grad!);
        }

        Tensor hidden = x * 2, kept = hidden * 3;
        kept.RetainGrad();
        (kept * 4).Backward();
        Assert.Null(hidden.Grad);
        Equal([4], kept.Grad!);
    }

    [Fact]
    [Semantics("grad-is-a-function")]
    public void Autodiff_Grad_never_touches_a_leafs_Grad_and_fills_what_was_to_be_retained()
    {
        Tensor x = Leaf(2), y = x * x, z = y * 3;
        y.RetainGrad();
        Equal([12], Autodiff.Grad(z, x));
        Assert.Null(x.Grad);
        Equal([3], y.Grad!); // as in PyTorch
        Assert.Null(z.Grad);
    }

    /// <summary>PyTorch: x.grad [24, 6] and the same values.</summary>
    [Fact]
    [Semantics("compound-assignment")]
    public void Compound_assignment_changes_in_place()
    {
        Tensor x = Leaf(2, 3), y = x * x, first = y[..1], same = y;
        first *= 3;
        y += 1;
        y[0] *= 2;
        Assert.Same(same, y);
        Equal([26, 10], y);
        Equal([24, 6], Autodiff.Grad(y.Sum(), x));
        Assert.Throws<GraphException>(() => x -= 1);
        Equal([2, 3], x);
        using (GradMode.NoGrad()) x -= 1;
        Equal([1, 2], x);
    }

    [Fact]
    [Semantics("retain-graph-default")]
    public void RetainGraph_defaults_to_createGraph()
    {
        Tensor x = Leaf(2), y = x.Exp();
        Autodiff.Grad(y, x, createGraph: true);
        Autodiff.Grad(y, x, createGraph: true);
        Autodiff.Grad(y, x);
        Assert.Throws<GraphException>(() => Autodiff.Grad(y, x));
    }

    [Fact]
    [Semantics("unused-input")]
    public void An_unused_input_is_an_error_unless_allowed_and_null_then()
    {
        Tensor x = Leaf(2), other = Leaf(3);
        Assert.Contains("allowUnused", Assert.Throws<GraphException>(() => Autodiff.Grad(x * 2, other)).Message, StringComparison.Ordinal);
        Assert.Null(Autodiff.Grad([x * 2], [other], allowUnused: true)[0]);
    }

    [Fact]
    [Semantics("backward-needs-one-element")]
    public void Backward_without_a_gradient_needs_exactly_one_element()
    {
        Tensor x = Tensor.Ones([1, 1], requiresGrad: true);
        (x * 2).Backward();
        Assert.Equal(2, x.Grad!.Item());
        Assert.Contains("[2]", Assert.Throws<GraphException>(() => (Leaf(1, 2) * 2).Backward()).Message, StringComparison.Ordinal);
        Assert.Throws<GraphException>(() => Tensor.Zeros([0], requiresGrad: true).Exp().Backward());
    }

    [Fact]
    [Semantics("backward-needs-a-graph")]
    public void Backward_without_a_graph_throws_and_says_so() =>
        Assert.Contains("does not require grad", Assert.Throws<GraphException>(() => Tensor.Scalar(1).Backward()).Message, StringComparison.Ordinal);

    [Fact]
    [Semantics("second-backward")]
    public void A_second_backward_through_freed_tensors_throws_and_one_that_saved_nothing_may_run_again()
    {
        Tensor x = Leaf(1), y = x.Exp();
        y.Backward();
        string message = Assert.Throws<GraphException>(() => y.Backward()).Message;
        Assert.Contains("exp", message, StringComparison.Ordinal);
        Assert.Contains("retainGraph: true", message, StringComparison.Ordinal);

        Tensor z = Leaf(1), sum = z + z + 3;
        sum.Backward();
        sum.Backward();
        Equal([4], z.Grad!);
    }

    [Fact]
    [Semantics("in-place-on-a-leaf")]
    public void A_change_in_place_of_a_leaf_throws_before_it_and_is_allowed_under_no_grad()
    {
        Tensor x = Leaf(1, 2);
        Assert.Throws<GraphException>(() => x.Mul_(2));
        Assert.Throws<GraphException>(() => x[..1].Mul_(2));
        Equal([1, 2], x);
        Assert.Equal(0, x.Version);
        using (GradMode.NoGrad()) x.Mul_(2);
        Equal([2, 4], x);
        Assert.True(x.IsLeaf && x.RequiresGrad);
    }

    [Fact]
    [Semantics("overwritten-values")]
    public void What_is_overwritten_gets_a_gradient_of_0()
    {
        Tensor x = Leaf(1, 2), y = x * 3, z = x * 5;
        y.Zero_();
        (y.Sum() + z.Copy_(y).Sum()).Backward();
        Equal([0, 0], x.Grad!);
        Tensor saved = Leaf(1, 2).Sigmoid();
        saved.Fill_(3); // the gradient is 0, but sigmoid is asked for it all the same
        Assert.Throws<GraphException>(() => saved.Sum().Backward());
    }

    [Fact]
    [Semantics("one-version-per-storage")]
    public void Views_and_detached_tensors_share_one_version()
    {
        Tensor x = Tensor.Zeros([4]), view = x[1..], detached = x.Detach();
        view.Add_(1);
        detached.Add_(1);
        Assert.Equal([2, 2, 2], [x.Version, view.Version, detached.Version]);
    }

    [Fact]
    [Semantics("stale-saved-tensor")]
    public void An_overwritten_saved_tensor_is_named_with_shape_saver_versions_and_writer()
    {
        Tensor x = Leaf(1, 2), y = x.Tanh();
        y.Add_(1);
        string message = Assert.Throws<GraphException>(() => y.Sum().Backward()).Message;
        Assert.All(["tanh", "[2]", "add_", "version 0", "version 1"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    public static TheoryData<string> OutputSavers => ["sigmoid", "tanh", "exp", "softmax", "relu"];

    [Theory]
    [MemberData(nameof(OutputSavers))]
    [Semantics("what-is-saved")]
    public void These_save_their_output(string op)
    {
        Tensor hidden = Leaf(0.5, 1) * 1, y = Apply(op, hidden);
        hidden.Zero_(); // not what was saved
        y.Sum().Backward();
        Tensor again = Apply(op, Leaf(0.5, 1) * 1);
        again.Zero_();
        Assert.Throws<GraphException>(() => again.Sum().Backward());
    }

    public static TheoryData<string> InputSavers => ["log", "sin", "pow"];

    [Theory]
    [MemberData(nameof(InputSavers))]
    [Semantics("what-is-saved")]
    public void These_save_their_input(string op)
    {
        Tensor y = Apply(op, Leaf(0.5, 1) * 1);
        y.Zero_(); // not what was saved
        y.Sum().Backward();
        Tensor hidden = Leaf(0.5, 1) * 1, again = Apply(op, hidden);
        hidden.Zero_();
        Assert.Throws<GraphException>(() => again.Sum().Backward());
    }

    [Fact]
    [Semantics("what-is-saved")]
    public void Mul_saves_only_the_operand_it_needs()
    {
        Tensor x = Leaf(1, 2), constant = Tensor.Create([3.0, 4]), hidden = x * 1, y = hidden * constant;
        hidden.Zero_();
        y.Sum().Backward();
        Equal([3, 4], x.Grad!);
        hidden = x * 1;
        y = hidden * constant;
        constant.Zero_();
        Assert.Throws<GraphException>(() => y.Sum().Backward());
    }

    [Fact]
    [Semantics("hooks")]
    public void Hooks_run_before_accumulation_and_may_replace_the_gradient()
    {
        Tensor x = Leaf(1), seen = x;
        x.RegisterHook(grad =>
        {
            Assert.Null(x.Grad);
            seen = grad;
            return grad * 10;
        });
        (x * 3).Backward();
        Equal([3], seen);
        Equal([30], x.Grad!);
    }

    [Fact]
    [Semantics("eval-records")]
    public void Eval_is_not_no_grad()
    {
        var layer = new Linear(2, 1);
        layer.Eval();
        Assert.True(layer.Call(Tensor.Ones([1, 2])).RequiresGrad);
    }

    [Fact]
    [Semantics("fan-out")]
    public void Fan_out_sums()
    {
        Tensor x = Leaf(3);
        ((x * x) + (x * 2) + x).Backward();
        Equal([9], x.Grad!);
    }

    [Fact]
    [Semantics("broadcast-gradients")]
    public void Broadcast_gradients_are_summed_to_the_inputs_shape()
    {
        Tensor row = Tensor.Ones([3], requiresGrad: true), column = Tensor.Ones([2, 1], requiresGrad: true), number = Tensor.Ones([], requiresGrad: true);
        (row + column + number).Sum().Backward();
        Equal([2, 2, 2], row.Grad!);
        Assert.Equal([2, 1], column.Grad!.Shape);
        Equal([3, 3], column.Grad!);
        Assert.Equal([], number.Grad!.Shape);
        Equal([6], number.Grad!);
    }

    private static Tensor Apply(string op, Tensor x) => op switch
    {
        "sigmoid" => x.Sigmoid(),
        "tanh" => x.Tanh(),
        "exp" => x.Exp(),
        "softmax" => x.Softmax(0),
        "relu" => x.Relu(),
        "log" => x.Log(),
        "sin" => x.Sin(),
        "pow" => x.Pow(3),
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };
}
