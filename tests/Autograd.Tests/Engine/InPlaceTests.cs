namespace Autograd.Tests.Engine;

/// <summary>Changes in place: what is allowed gives PyTorch's gradient, what is not throws before anything is changed.</summary>
public class InPlaceTests
{
    private static Tensor Leaf(params double[] values) => Tensor.Create(values, requiresGrad: true);

    [Fact]
    public void A_leaf_that_requires_grad_cannot_be_changed_and_stays_as_it_was()
    {
        Tensor x = Leaf(1, 2);
        Assert.Contains("add_", Assert.Throws<GraphException>(() => x.Add_(1)).Message, StringComparison.Ordinal);
        Assert.Contains("a view of a leaf", Assert.Throws<GraphException>(() => x[0].Zero_()).Message, StringComparison.Ordinal);
        Assert.Equal([1.0, 2.0], x.ToArray<double>());
        Assert.Equal(0, x.Version);
        using (GradMode.NoGrad())
        {
            x.Add_(1);
            x[0] = 7;
        }

        Assert.Equal([7.0, 3.0], x.ToArray<double>());
        Assert.True(x.IsLeaf);
    }

    [Fact]
    public void Versions_are_shared_by_views_and_detached_tensors()
    {
        Tensor x = Tensor.Zeros([4]), view = x[1..], cut = x.Detach();
        view.Add_(1);
        cut.Add_(1);
        Assert.Equal([2, 2, 2], [x.Version, view.Version, cut.Version]);
    }

    [Fact]
    public void A_saved_tensor_that_was_overwritten_names_saver_writer_shape_and_versions()
    {
        Tensor x = Leaf(1, 2), y = x.Sigmoid();
        y.Add_(1);
        string message = Assert.Throws<GraphException>(() => y.Sum().Backward()).Message;
        foreach (string part in (string[])["sigmoid", "add_", "[2]", "version 0", "version 1"]) Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_that_saved_its_input_does_not_mind_its_output_overwritten()
    {
        Tensor x = Leaf(1, 2), y = x.Log();
        y.Mul_(3);
        y.Sum().Backward();
        Assert.Equal([3.0, 1.5], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void Mul_saves_only_the_operand_it_needs()
    {
        Tensor x = Leaf(1, 2), scale = Tensor.Create([3.0, 4.0]), hidden = x * 1;
        Tensor y = hidden * scale; // needs scale alone
        using (GradMode.NoGrad()) hidden.Zero_();
        y.Sum().Backward();
        Assert.Equal([3.0, 4.0], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void In_place_results_that_are_saved_are_saved_as_written()
    {
        Tensor x = Leaf(0.5, -1), y = x.Clone();
        y.Sigmoid_().Mul_(2).Neg_();
        Assert.Throws<GraphException>(() => y.Sum().Backward()); // what sigmoid saved is gone
        y = x.Clone();
        y.Mul_(2).Sigmoid_();
        y.Sum().Backward();
        Tensor again = Leaf(0.5, -1);
        (again * 2).Sigmoid().Sum().Backward();
        Assert.Equal(again.Grad!.ToArray<double>(), x.Grad!.ToArray<double>());
    }

    [Fact]
    public void Multiplying_in_place_keeps_the_old_values_for_the_factors_gradient()
    {
        Tensor a = Leaf(1, 2), b = Leaf(3, 4), y = a * 2;
        y.Mul_(b);
        y.Sum().Backward();
        Assert.Equal([6.0, 8.0], a.Grad!.ToArray<double>());
        Assert.Equal([2.0, 4.0], b.Grad!.ToArray<double>());
    }

    [Fact]
    public void Writing_through_a_view_is_seen_by_the_base_and_its_gradient()
    {
        Tensor x = Leaf(1, 2, 3), y = x * 2;
        y[1..].Mul_(x[..2]);
        y.Sum().Backward();
        Assert.Equal([2.0, 4.0, 12.0], y.ToArray<double>());
        Assert.Equal([6.0, 8.0, 4.0], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void Writing_to_the_base_is_seen_by_a_view_taken_before()
    {
        Tensor x = Leaf(1, 2, 3), y = x * 2, view = y[1..];
        y.Mul_(10);
        view.Sum().Backward();
        Assert.Equal([0.0, 20.0, 20.0], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void Writing_through_one_view_is_seen_by_another()
    {
        Tensor x = Tensor.Ones([2, 3], DType.Float64, requiresGrad: true), y = x * 1, rows = y.T[0], all = y.Reshape(6);
        rows.Mul_(5);
        all.Sum().Backward();
        Assert.Equal([5.0, 1, 1, 5, 1, 1], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_view_of_a_view_writes_through_to_the_base()
    {
        Tensor x = Tensor.Ones([4, 4], DType.Float64, requiresGrad: true), y = x * 1;
        y[1..3].T[0][1..].Fill_(9);
        Assert.Equal(9.0, y[2, 0].Item());
        y.Sum().Backward();
        Assert.Equal(0.0, x.Grad![2, 0].Item());
        Assert.Equal(15.0, x.Grad.Sum().Item());
    }

    [Fact]
    public void A_plain_tensor_becomes_part_of_the_graph_when_written()
    {
        Tensor w = Leaf(2), buffer = Tensor.Zeros([3], DType.Float64);
        for (int i = 0; i < 3; i++) buffer[i] = w[0] * (i + 1);
        Assert.False(buffer.IsLeaf);
        buffer.Square().Sum().Backward();
        Assert.Equal(2 * 2 * (1 + 4 + 9.0), w.Grad!.Item());
    }

    [Fact]
    public void Second_order_flows_through_writes_into_views()
    {
        Tensor x = Tensor.Randn([2, 3], DType.Float64, requiresGrad: true, generator: new Generator(1));
        Tensor F(Tensor v)
        {
            Tensor y = v.Square();
            y[0].Mul_(v[1]);
            y.T[2].Square_();
            y[1, 1..] = v[0, ..2] * v[1, 1..];
            return y.Square();
        }

        GradCheck.Check(F, x);
        GradCheck.CheckSecondOrder(F, x);
    }

    [Fact]
    public void A_filled_region_gives_its_old_values_no_gradient()
    {
        Tensor x = Leaf(1, 2, 3), y = x * 2;
        y[0] = 100;
        y[2..].Zero_();
        y.Sum().Backward();
        Assert.Equal([0.0, 2.0, 0.0], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void Expanded_tensors_cannot_be_written()
    {
        Tensor x = Tensor.Zeros([3]);
        Assert.Contains("expanded", Assert.Throws<GraphException>(() => x.Expand(2, 3).Add_(1)).Message, StringComparison.Ordinal);
        Assert.Equal(0.0, x.Sum().Item());
    }

    [Fact]
    public void A_result_of_another_shape_or_kind_of_number_is_refused_before_writing()
    {
        Tensor x = Tensor.Ones([3]), whole = Tensor.Create([1, 2]);
        Assert.Throws<ShapeException>(() => x.Add_(Tensor.Ones([2, 3])));
        Assert.Throws<DTypeException>(() => whole.Add_(0.5));
        Assert.Throws<DTypeException>(() => whole.Mul_(Tensor.Ones([2])));
        Assert.Throws<DTypeException>(() => whole.Div_(2));
        Assert.Equal([0, 0], [x.Version, whole.Version]);
        whole.Add_(2);
        Assert.Equal([3, 4], whole.ToArray<int>());
    }

    [Fact]
    public void A_wider_operand_computes_in_its_own_dtype_and_is_converted_back()
    {
        Tensor x = Tensor.Create([1f, 2f]), wide = Tensor.Create([0.1, 0.2], requiresGrad: true);
        x.Add_(wide);
        Assert.Equal(DType.Float32, x.DType);
        Assert.Equal([(float)(1.0 + 0.1), (float)(2.0 + 0.2)], x.ToArray<float>());
        x.Sum().Backward();
        Assert.Equal([1.0, 1.0], wide.Grad!.ToArray<double>());
    }

    [Fact]
    public void Overlapping_reads_and_writes_of_one_storage_see_the_old_values()
    {
        Tensor x = Tensor.Create([1.0, 2, 3, 4]);
        x[1..].Add_(x[..3]);
        Assert.Equal([1.0, 3, 5, 7], x.ToArray<double>());
        Tensor square = Tensor.Create(new double[,] { { 1, 2 }, { 3, 4 } });
        square.Copy_(square.T);
        Assert.Equal([1.0, 3, 2, 4], square.ToArray<double>());
    }

    [Fact]
    public void A_view_taken_under_no_grad_cannot_carry_a_gradient_back()
    {
        Tensor w = Leaf(2), buffer = Tensor.Zeros([3], DType.Float64), view;
        using (GradMode.NoGrad()) view = buffer[1..];
        Assert.Contains("NoGrad", Assert.Throws<GraphException>(() => view.Add_(w)).Message, StringComparison.Ordinal);
        Assert.Equal(0.0, buffer.Sum().Item());
    }

    [Fact]
    public void Asking_for_a_writable_span_counts_as_a_change()
    {
        Tensor x = Leaf(1, 2), y = x.Exp();
        y.AsSpan<double>()[0] = 5;
        Assert.Contains("AsSpan", Assert.Throws<GraphException>(() => y.Sum().Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_op_that_returns_its_input_does_not_take_over_the_inputs_node()
    {
        Tensor x = Leaf(1, 2), y = new PassThroughOp().Apply(x);
        Assert.True(x.IsLeaf);
        y.Add_(1);
        Assert.Equal([1.0, 2.0], x.ToArray<double>());
        y.Sum().Backward();
        Assert.Equal([1.0, 1.0], x.Grad!.ToArray<double>());
    }

    private sealed class PassThroughOp : Op
    {
        protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

        protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) => inputs[0];

        protected internal override Tensor? Vjp(int input, Tensor grad) => grad;
    }
}
