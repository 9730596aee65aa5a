namespace Autograd.Tests.Engine;

/// <summary>What a backward pass does, line by line of PyTorch's semantics.</summary>
public class BackwardTests
{
    private static Tensor Leaf(params double[] values) => Tensor.Create(values, requiresGrad: true);

    [Fact]
    public void An_output_requires_grad_iff_an_input_does_and_grad_mode_is_on()
    {
        Tensor x = Leaf(1, 2), plain = Tensor.Create([1.0, 2.0]);
        Assert.True((x * plain).RequiresGrad);
        Assert.False((plain * plain).RequiresGrad);
        using (GradMode.NoGrad())
        {
            Assert.False((x * plain).RequiresGrad);
            using (GradMode.EnableGrad()) Assert.True((x * plain).RequiresGrad);
        }

        Assert.True(GradMode.IsEnabled);
        Assert.False((x > 1).RequiresGrad);
    }

    [Fact]
    public void Only_floating_tensors_may_require_grad()
    {
        var error = Assert.Throws<DTypeException>(() => Tensor.Zeros([2], DType.Int64, requiresGrad: true));
        Assert.Contains("int64[2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leafs_gradient_accumulates_over_backward_calls()
    {
        Tensor x = Leaf(1, 2);
        (x * 3).Sum().Backward();
        (x * 4).Sum().Backward();
        Assert.Equal([7.0, 7.0], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_non_leafs_gradient_is_null_unless_retained()
    {
        Tensor x = Leaf(1, 2), y = x * 2, z = x * 3;
        z.RetainGrad();
        (y * y + z).Sum().Backward();
        Assert.Null(y.Grad);
        Assert.Equal([1.0, 1.0], z.Grad!.ToArray<double>());
        Assert.Equal([11.0, 19.0], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void Fan_out_sums_however_often_a_tensor_is_used()
    {
        Tensor x = Leaf(2), y = x * 3;
        (y + y + y * y + y + y).Sum().Backward();
        Assert.Equal([3 * (4 + 2 * 6.0)], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void Leaves_that_share_one_incoming_gradient_do_not_share_memory()
    {
        Tensor a = Leaf(1, 2), b = Leaf(3, 4), seed = Tensor.Create([1.0, 1.0]);
        (a + b).Backward(seed);
        using (GradMode.NoGrad()) a.Grad!.Mul_(10);
        Assert.Equal([1.0, 1.0], b.Grad!.ToArray<double>());
        Assert.Equal([1.0, 1.0], seed.ToArray<double>());
        (a + b).Backward(seed);
        Assert.Equal([11.0, 11.0], a.Grad!.ToArray<double>());
        Assert.Equal([2.0, 2.0], b.Grad!.ToArray<double>());
        Assert.Equal([1.0, 1.0], seed.ToArray<double>());
    }

    [Fact]
    public void Broadcast_gradients_have_their_inputs_shape_scalars_and_size_1_included()
    {
        Tensor row = Tensor.Ones([1, 3], DType.Float64, requiresGrad: true), number = Tensor.Scalar(2, DType.Float64, requiresGrad: true);
        Tensor full = Tensor.Ones([4, 3], DType.Float64);
        (full * row * number).Sum().Backward();
        Assert.Equal([1, 3], row.Grad!.Shape.ToArray());
        Assert.Equal([8.0, 8.0, 8.0], row.Grad.ToArray<double>());
        Assert.Equal(0, number.Grad!.Rank);
        Assert.Equal(12.0, number.Grad.Item());
    }

    [Fact]
    public void Backward_without_a_gradient_needs_one_element()
    {
        Tensor x = Leaf(1, 2);
        var error = Assert.Throws<GraphException>(() => (x * 2).Backward());
        Assert.Contains("[2]", error.Message, StringComparison.Ordinal);
        Tensor one = Tensor.Ones([1, 1], DType.Float64, requiresGrad: true);
        (one * 5).Backward();
        Assert.Equal(5.0, one.Grad!.Item());
    }

    [Fact]
    public void Backward_without_a_graph_says_so() =>
        Assert.Contains("does not require grad", Assert.Throws<GraphException>(() => Tensor.Ones([1]).Backward()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_gradient_of_another_shape_or_dtype_is_refused_before_anything_is_added()
    {
        Tensor x = Leaf(1, 2);
        Assert.Throws<ShapeException>(() => (x * 2).Backward(Tensor.Ones([3], DType.Float64)));
        Assert.Throws<DTypeException>(() => (x * 2).Backward(Tensor.Ones([2])));
        Assert.Throws<ShapeException>(() => x.Grad = Tensor.Ones([3], DType.Float64));
        Assert.Throws<DTypeException>(() => x.Grad = Tensor.Ones([2]));
        Assert.Null(x.Grad);
    }

    [Fact]
    public void A_second_backward_through_freed_tensors_names_the_op_and_the_way_out()
    {
        Tensor x = Leaf(1, 2), y = x.Exp().Sum();
        y.Backward();
        var error = Assert.Throws<GraphException>(() => y.Backward());
        Assert.Contains("exp", error.Message, StringComparison.Ordinal);
        Assert.Contains("retainGraph: true", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_retained_graph_and_one_that_saved_nothing_may_be_walked_again()
    {
        Tensor x = Leaf(1, 2), y = x.Exp().Sum(), adds = (x + 1 + x).Sum();
        y.Backward(retainGraph: true);
        y.Backward();
        x.Grad = null;
        adds.Backward();
        adds.Backward();
        Assert.Equal([4.0, 4.0], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void Gradients_of_gradients_come_from_a_recorded_pass()
    {
        Tensor x = Leaf(2);
        Tensor first = Autodiff.Grad((x * x * x).Sum(), x, createGraph: true);
        Tensor second = Autodiff.Grad(first.Sum(), x, createGraph: true);
        Tensor third = Autodiff.Grad(second.Sum(), x);
        Assert.Equal([12.0, 12.0, 6.0], [first.Item(), second.Item(), third.Item()]);
        Assert.False(third.RequiresGrad);
    }

    [Fact]
    public void Backward_with_createGraph_leaves_differentiable_gradients()
    {
        Tensor x = Leaf(3);
        (x * x * x).Sum().Backward(createGraph: true);
        Tensor penalty = x.Grad!.Square().Sum();
        Assert.Equal(2 * 27.0 * 18, Autodiff.Grad(penalty, x).Item());
    }

    [Fact]
    public void Grad_leaves_everybodys_Grad_alone()
    {
        Tensor x = Leaf(1), w = Leaf(2), y = x * w;
        Tensor inner = y * y;
        Tensor?[] found = Autodiff.Grad([inner.Sum()], [x, y]);
        Assert.Equal([8.0, 4.0], [found[0]!.Item(), found[1]!.Item()]);
        Assert.Null(x.Grad);
        Assert.Null(w.Grad);
    }

    [Fact]
    public void Grad_of_an_unused_input_is_an_error_unless_allowed()
    {
        Tensor x = Leaf(1), unused = Leaf(1);
        var error = Assert.Throws<GraphException>(() => Autodiff.Grad([(x * 2).Sum()], [x, unused]));
        Assert.Contains("input 1", error.Message, StringComparison.Ordinal);
        Tensor?[] found = Autodiff.Grad([(x * 2).Sum()], [unused, x], allowUnused: true);
        Assert.Null(found[0]);
        Assert.Equal(2.0, found[1]!.Item());
    }

    [Fact]
    public void Grad_of_one_tensor_named_twice_answers_twice()
    {
        Tensor x = Leaf(3);
        Tensor?[] found = Autodiff.Grad([(x * x).Sum()], [x, x]);
        Assert.Equal([6.0, 6.0], found.Select(g => g!.Item()));
    }

    [Fact]
    public void Grad_walks_only_the_paths_that_lead_to_its_inputs()
    {
        Tensor x = Leaf(1), w = Leaf(1), poisoned = w.Exp();
        Tensor y = (x * 2 + poisoned).Sum();
        using (GradMode.NoGrad()) poisoned.Zero_(); // a walk through exp would now throw
        Assert.Equal(2.0, Autodiff.Grad(y, x).Item());
    }

    [Fact]
    public void Several_outputs_each_with_its_gradient_sum_up()
    {
        Tensor x = Leaf(1, 2), y = x * 2, z = x * x;
        Tensor?[] found = Autodiff.Grad([y, z], [x], [Tensor.Create([1.0, 10.0]), Tensor.Create([1.0, 1.0])]);
        Assert.Equal([4.0, 24.0], found[0]!.ToArray<double>());
    }

    [Fact]
    public void RequiresGrad_can_be_turned_off_on_leaves_only()
    {
        Tensor x = Leaf(1), y = x * 2;
        Assert.Throws<GraphException>(() => y.RequiresGrad = false);
        x.RequiresGrad = false;
        Assert.False((x * 2).RequiresGrad);
    }

    [Fact]
    public void Detach_shares_memory_and_version_but_not_history()
    {
        Tensor x = Leaf(1, 2), y = x.Exp(), cut = y.Detach();
        Assert.False(cut.RequiresGrad);
        Assert.True(cut.IsLeaf);
        cut.Add_(1);
        Assert.Equal(y.Version, cut.Version);
        Assert.Throws<GraphException>(() => y.Sum().Backward());
    }

    [Fact]
    public void Clone_has_its_own_memory_and_passes_the_gradient()
    {
        Tensor x = Leaf(1, 2), copy = x.Clone();
        copy.Mul_(3);
        copy.Sum().Backward();
        Assert.Equal([1.0, 2.0], x.ToArray<double>());
        Assert.Equal([3.0, 3.0], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void GradFn_names_the_op_and_is_null_on_leaves()
    {
        Tensor x = Leaf(1);
        Assert.Null(x.GradFn);
        Assert.Equal("log_softmax", x.LogSoftmax(0).GradFn);
    }

    [Fact]
    public void A_backward_inside_a_hook_runs_on_its_own()
    {
        Tensor x = Leaf(2), other = Leaf(5);
        Tensor y = x * 3;
        y.RegisterHook(_ =>
        {
            using GradModeScope mode = GradMode.EnableGrad(); // off inside a pass, unless it creates a graph
            (other * other).Sum().Backward();
            return null;
        });
        (y * y).Sum().Backward();
        Assert.Equal(36.0, x.Grad!.Item());
        Assert.Equal(10.0, other.Grad!.Item());
    }

    [Fact]
    public void After_a_failed_pass_the_graph_is_as_before()
    {
        Tensor x = Leaf(1), y = x * 2;
        int calls = 0;
        GradientHook hook = y.RegisterHook(_ => ++calls == 1 ? throw new InvalidOperationException("once") : null);
        Assert.Throws<InvalidOperationException>(() => (y + x * 3).Sum().Backward(retainGraph: true));
        Assert.True(GradMode.IsEnabled);
        (y + x * 3).Sum().Backward();
        Assert.Equal(5.0, x.Grad!.Item());
        hook.Dispose();
    }

    [Fact]
    public void A_chain_of_a_million_operations_needs_no_stack()
    {
        Tensor x = Tensor.Ones([1], requiresGrad: true), y = x;
        for (int i = 0; i < 1_000_000; i++) y = y + 1;
        y.Backward();
        Assert.Equal(1.0, x.Grad!.Item());
    }

    [Fact]
    public void A_deep_chain_is_walked_towards_given_inputs_too()
    {
        Tensor x = Leaf(1), y = x;
        for (int i = 0; i < 100_000; i++) y = y * 1.00001;
        Assert.Equal(Math.Pow(1.00001, 100_000), Autodiff.Grad(y, x).Item(), 1e-9);
    }
}
