namespace Autograd.Tests.Engine;

/// <summary>Products with the Jacobian, forward and reverse, against closed forms.</summary>
public class JvpTests
{
    private static Tensor Point(params double[] values) => Tensor.Create(values);

    private static void Equal(double[] expected, Tensor actual) => GoldenJson.AssertClose(expected, actual.ToArray<double>(), 1e-12, 1e-12, "values");

    [Fact]
    public void Jvp_of_a_product_is_the_product_rule()
    {
        (Tensor y, Tensor t) = Autodiff.Jvp(x => x[0] * x[1], [Point(2, 3), Point(5, 7)], [Point(1, 0), Point(10, 100)]);
        Equal([10, 21], y);
        Equal([1 * 5 + 2 * 10, 3 * 100], t);
        Assert.False(y.RequiresGrad);
        Assert.False(t.RequiresGrad);
    }

    [Fact]
    public void Jvp_calls_the_function_once_and_leaves_the_inputs_alone()
    {
        int calls = 0;
        Tensor x = Point(0.5);
        (_, Tensor t) = Autodiff.Jvp(
            v =>
            {
                calls++;
                return v.Exp() * v.Sin();
            },
            x,
            Point(2));
        Equal([2 * Math.Exp(0.5) * (Math.Sin(0.5) + Math.Cos(0.5))], t);
        Assert.Equal(1, calls);
        Assert.False(x.RequiresGrad);
        Assert.Null(x.Grad);
    }

    [Fact]
    public void A_tensor_given_twice_moves_by_both_tangents()
    {
        Tensor x = Point(3);
        (_, Tensor t) = Autodiff.Jvp(v => v[0] * v[1], [x, x], [Point(1), Point(10)]);
        Equal([33], t);
    }

    [Fact]
    public void An_output_that_is_the_input_or_a_constant()
    {
        (_, Tensor[] t) = Autodiff.Jvp(v => [v[0], Tensor.Ones([3], DType.Float64), v[0].Detach()], [Point(1, 2)], [Point(5, 6)]);
        Equal([5, 6], t[0]);
        Equal([0, 0, 0], t[1]);
        Equal([0, 0], t[2]);
    }

    [Fact]
    public void Changes_in_place_and_through_views_are_followed()
    {
        // y = (2a, 2b, 2c); y[1..] *= (a, b); y.T changes through another view: y = (2a, 2ab, (2bc)^2)
        (Tensor y, Tensor t) = Autodiff.Jvp(
            x =>
            {
                Tensor hidden = x * 2, tail = hidden[1..], last = hidden.View(3, 1)[2];
                tail.Mul_(x[..2]);
                last.Square_();
                return hidden;
            },
            Point(2, 3, 5),
            Point(1, 10, 100));
        Equal([4, 12, 900], y);
        Equal([2, 2 * (1 * 3 + 2 * 10), 2 * 30 * 2 * (10 * 5 + 3 * 100)], t);
    }

    [Fact]
    public void A_view_taken_before_a_change_of_its_base_moves_with_it()
    {
        (_, Tensor t) = Autodiff.Jvp(
            x =>
            {
                Tensor hidden = x * 1, view = hidden[0];
                hidden.Mul_(hidden.Detach() + 1);
                return view;
            },
            Point(2, 3),
            Point(1, 1));
        Equal([3], t);
    }

    [Fact]
    public void With_a_graph_it_can_be_differentiated_by_point_and_tangent()
    {
        Tensor x = Tensor.Create([0.3], requiresGrad: true), t = Tensor.Create([2.0], requiresGrad: true);
        (_, Tensor moved) = Autodiff.Jvp(v => v.Sin(), x, t, createGraph: true);
        Tensor?[] grads = Autodiff.Grad([moved], [x, t]);
        Equal([-Math.Sin(0.3) * 2], grads[0]!);
        Equal([Math.Cos(0.3)], grads[1]!);
        GradCheck.Check(p => Autodiff.Jvp(v => v.Tanh() * v.Exp(), p[0], p[1], createGraph: true).Tangent, [x, t]);
    }

    [Fact]
    public void Forward_over_forward_is_the_second_derivative()
    {
        Tensor x = Tensor.Create([0.7], requiresGrad: true);
        (_, Tensor second) = Autodiff.Jvp(p => Autodiff.Jvp(v => v.Exp() * v, p, Point(1), createGraph: true).Tangent, x, Point(1));
        Equal([(0.7 + 2) * Math.Exp(0.7)], second);
    }

    [Fact]
    public void A_deep_chain_costs_no_stack_and_no_walk_of_the_past_for_each_operation()
    {
        (_, Tensor t) = Autodiff.Jvp(
            x =>
            {
                Tensor y = x;
                for (int i = 0; i < 20_000; i++) y = y * y.Detach();
                return y;
            },
            Point(1),
            Point(3));
        Equal([3], t);
    }

    [Fact]
    public void Under_NoGrad_derivatives_are_the_same_and_the_mode_comes_back()
    {
        using GradModeScope mode = GradMode.NoGrad();
        Equal([6], Autodiff.Jvp(x => x * x, Point(3), Point(1)).Tangent);
        Equal([6], Autodiff.Vjp(x => x * x, Point(3)).Gradient);
        Assert.False(GradMode.IsEnabled);
    }

    [Fact]
    public void Vjp_gives_outputs_and_gradients_and_zeros_for_what_is_unused()
    {
        (Tensor[] y, Tensor[] g) = Autodiff.Vjp(x => [x[0] * 2, x[0].Sum()], [Point(1, 2), Point(9)], [Point(1, 10), Tensor.Scalar(100.0).To(DType.Float64)]);
        Equal([2, 4], y[0]);
        Equal([102, 120], g[0]);
        Equal([0], g[1]);
        Assert.False(y[0].RequiresGrad);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Assert.Contains("jvp", Assert.Throws<ShapeException>(() => Autodiff.Jvp(x => x, Point(1, 2), Point(1))).Message, StringComparison.Ordinal);
        Assert.Contains("float32", Assert.Throws<DTypeException>(() => Autodiff.Jvp(x => x, Point(1), Tensor.Ones([1]))).Message, StringComparison.Ordinal);
        Assert.Contains("2 inputs", Assert.Throws<ShapeException>(() => Autodiff.Jvp(x => x[0], [Point(1), Point(1)], [Point(1)])).Message, StringComparison.Ordinal);
        Assert.Contains("int64", Assert.Throws<DTypeException>(() => Autodiff.Vjp(x => x, Tensor.Arange(2))).Message, StringComparison.Ordinal);
        Assert.Contains("vjp", Assert.Throws<GraphException>(() => Autodiff.Vjp(x => x * 2, Point(1, 2))).Message, StringComparison.Ordinal);
        Assert.Throws<GraphException>(() => Autodiff.Jvp(x => x[0], [], []));
    }

    [Fact]
    public void A_tensor_that_was_saved_and_overwritten_is_an_error_in_both_modes()
    {
        static Tensor Overwrites(Tensor x)
        {
            Tensor y = x.Sigmoid();
            y.Add_(1);
            return y;
        }

        Assert.Throws<GraphException>(() => Autodiff.Vjp(Overwrites, Point(1)));
        Assert.Throws<GraphException>(() => Autodiff.Jvp(Overwrites, Point(1), Point(1)));
    }
}
