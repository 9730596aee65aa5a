using Autograd.Nn;
using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Semantics;

public class SubgradientSemantics
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    [Fact]
    [Semantics("relu-at-zero")]
    public void The_slope_of_relu_at_0_is_0() => Assert.Equal([0.0, 0, 1], Gradient(x => x.Relu(), 0, -1, 2));

    [Fact]
    [Semantics("abs-at-zero")]
    public void The_slope_of_abs_at_0_is_0() => Assert.Equal([0.0, -1, 1], Gradient(x => x.Abs(), 0, -1, 2));

    [Fact]
    [Semantics("steps-are-flat")]
    public void Sign_and_floor_have_a_gradient_of_0()
    {
        Assert.Equal([0.0, 0, 0], Gradient(x => x.Sign(), 0, -1, 2.5));
        Assert.Equal([0.0, 0, 0], Gradient(x => x.Floor(), 0, -1, 2.5));
    }

    [Fact]
    [Semantics("sqrt-at-zero")]
    public void The_slope_of_sqrt_at_0_is_infinite() => Assert.Equal([Inf, 0.25], Gradient(x => x.Sqrt(), 0, 4));

    [Fact]
    [Semantics("pow-of-zero-exponent")]
    public void The_slope_of_x_to_the_0_is_0()
    {
        Assert.Equal([0.0, 0], Gradient(x => x.Pow(0), 0, 2));
        Tensor b = Leaf(0, 2), e = Leaf(0, 0);
        b.Pow(e).Sum().Backward();
        Equal([0, 0], b.Grad!);
        Equal([0, 0.6931471805599453], e.Grad!);
    }

    [Fact]
    [Semantics("clamp-at-its-bounds")]
    public void Clamp_passes_the_gradient_at_its_bounds() => Assert.Equal([0.0, 1, 1, 1, 0], Gradient(x => x.Clamp(-1, 1), -2, -1, 0, 1, 2));

    [Fact]
    [Semantics("maximum-ties")]
    public void Ties_of_maximum_and_minimum_get_half_each()
    {
        Tensor a = Leaf(1, 2), b = Leaf(1, 3);
        (a.Maximum(b) + (a.Minimum(b) * 10)).Sum().Backward();
        Equal([5.5, 10], a.Grad!);
        Equal([5.5, 1], b.Grad!);
    }

    [Fact]
    [Semantics("amax-ties")]
    public void Ties_of_amax_and_of_max_over_everything_share_evenly()
    {
        Assert.Equal([0.5, 0.5, 0], Gradient(x => x.Amax(0), 2, 2, 1));
        Assert.Equal([0, 0.5, 0.5], Gradient(x => x.Amin(0), 2, 1, 1));
        Assert.Equal([0.5, 0.5, 0], Gradient(x => x.Aminmax(0).Max, 2, 2, 1));
        Assert.Equal([0, 0.5, 0.5], Gradient(x => x.Aminmax(0).Min, 2, 1, 1));
        Assert.Equal([0.5, 0.5, 0], Gradient(x => x.Max(), 2, 2, 1));
        Assert.Equal([0, 0.5, 0.5], Gradient(x => x.Min(), 2, 1, 1));
    }

    [Fact]
    [Semantics("max-dim-ties")]
    public void Max_and_min_along_a_dimension_go_to_the_first_index_alone()
    {
        Assert.Equal([1.0, 0, 0], Gradient(x => x.Max(0).Values, 2, 2, 1));
        Assert.Equal([0, 1.0, 0], Gradient(x => x.Min(0).Values, 2, 1, 1));
    }

    [Fact]
    [Semantics("max-pool-ties")]
    public void Max_pooling_takes_the_first_in_scan_order() => Assert.Equal([0.0, 1, 0, 0], Gradient(x => F.MaxPool2d(x.Reshape(1, 1, 2, 2), 2), 1, 3, 3, 3));

    [Fact]
    [Semantics("nan-passes")]
    public void Relu_max_clamp_and_pooling_propagate_NaN()
    {
        Tensor x = Tensor.Create([NaN, 1.0, 2, 3]);
        Assert.Equal(NaN, x.Relu()[0].Item());
        Assert.Equal(NaN, x.Max().Item());
        Assert.Equal(NaN, x.Max(0).Values.Item());
        Assert.Equal(NaN, x.Maximum(Tensor.Ones([4], DType.Float64))[0].Item());
        Assert.Equal(NaN, x.Clamp(0, 1)[0].Item());
        Assert.Equal(NaN, F.MaxPool2d(x.Reshape(1, 1, 2, 2), 2).Item());
        Assert.Equal(NaN, F.AvgPool2d(x.Reshape(1, 1, 2, 2), 2).Item());
    }

    [Fact]
    [Semantics("nan-passes")]
    public void A_NaN_passes_from_the_last_place_too_and_so_does_its_gradient()
    {
        Tensor x = Tensor.Create([1.0, 2, 3, NaN]);
        Assert.Equal([NaN, NaN, NaN, NaN], [x.Max().Item(), x.Min().Item(), x.Amax(0).Item(), x.Amin(0).Item()]);
        Assert.Equal((NaN, 3.0), (x.Max(0).Values.Item(), x.Max(0).Indices.Item()));
        Assert.Equal((NaN, 3.0), (x.Min(0).Values.Item(), x.Min(0).Indices.Item()));
        Assert.Equal(NaN, x.Minimum(Tensor.Ones([4], DType.Float64))[3].Item());
        Assert.Equal(NaN, F.MaxPool2d(x.Reshape(1, 1, 2, 2), 2).Item());
        Assert.Equal([2, NaN], F.AdaptiveMaxPool1d(x.Reshape(1, 1, 4), 2).ToArray<double>());
        Assert.Equal([0, 1.0, 0], Gradient(a => a.Max(), 1, NaN, 3));
        Assert.Equal([0, 1.0, 0], Gradient(a => a.Min(), 1, NaN, 3));
        Assert.Equal([NaN, NaN, NaN], Gradient(a => a.Amax(0), 1, NaN, 3));
        Assert.Equal([1.0, 1], Gradient(a => a.Relu(), NaN, 0.5));
        Assert.Equal([0.0, 1], Gradient(a => a.Clamp(0, 1), NaN, 0.5));
    }

    [Fact]
    [Semantics("where-unselected")]
    public void Where_gives_an_unselected_branch_a_0_of_which_its_own_slope_may_make_NaN()
    {
        Tensor branch = Leaf(0, 4);
        Tensor.Where(Tensor.Create([false, true]), branch, Tensor.Zeros([2], DType.Float64)).Sum().Backward();
        Assert.Equal([0.0, 1], branch.Grad!.ToArray<double>());
        Assert.Equal([NaN, 0.25], Gradient(x => Tensor.Where(x > 0, x.Sqrt(), x * 0), 0, 4)); // 0 · ∞
    }

    [Fact]
    [Semantics("variance-correction")]
    public void Variance_and_deviation_divide_by_one_less_by_default()
    {
        Tensor x = Tensor.Create([1.0, 2, 4]);
        Equal([7 / 3.0], x.Var());
        Equal([14 / 9.0], x.Var(correction: 0));
        Equal([Math.Sqrt(7 / 3.0)], x.Std());
        Assert.Equal(NaN, Tensor.Create([3.0]).Var().Item());
        Assert.Equal(NaN, Tensor.Create([3.0]).Std().Item());
    }

    [Fact]
    [Semantics("softmax-subtracts-the-maximum")]
    public void Softmax_log_softmax_and_logsumexp_do_not_overflow()
    {
        Assert.Equal([0.5f, 0.5f], Tensor.Create([1000f, 1000f]).Softmax(0).ToArray<float>());
        Equal([-1.3132616282, -0.3132616580], Tensor.Create([1000f, 1001f]).LogSoftmax(0), 1e-6);
        Equal([1001.3132324219], Tensor.Create([1000f, 1001f]).LogSumExp(0), 1e-6);
    }

    [Fact]
    [Semantics("all-minus-infinity")]
    public void All_minus_infinity_gives_minus_infinity_or_NaN()
    {
        Tensor x = Tensor.Create([-Inf, -Inf]);
        Assert.Equal(-Inf, x.LogSumExp(0).Item());
        Assert.Equal([NaN, NaN], x.Softmax(0).ToArray<double>());
        Assert.Equal([NaN, NaN], x.LogSoftmax(0).ToArray<double>());
    }

    [Fact]
    [Semantics("leaky-relu-at-zero")]
    public void The_slope_of_leaky_relu_at_0_is_that_of_its_negative_side() => Assert.Equal([0.1, 0.1, 1], Gradient(x => x.LeakyRelu(0.1), 0, -1, 2));

    [Fact]
    [Semantics("steps-are-flat")]
    public void Round_ceil_and_trunc_have_a_gradient_of_0()
    {
        Assert.Equal([0.0, 0], Gradient(x => x.Round(), 0.5, 1.2));
        Assert.Equal([0.0, 0], Gradient(x => x.Ceil(), 0.5, 1));
        Assert.Equal([0.0, 0], Gradient(x => x.Trunc(), 0.5, 1));
    }

    [Fact]
    [Semantics("norm-at-zero")]
    public void The_slope_of_the_norm_at_0_is_0()
    {
        Assert.Equal([0.0, 0], Gradient(x => x.Norm(), 0, 0));
        Equal([0.6, 0.8], Tensor.Create(Gradient(x => x.Norm(), 3, 4)));
    }

    [Fact]
    [Semantics("prod-of-zeros")]
    public void The_gradient_of_a_product_is_right_with_any_number_of_zeros()
    {
        Assert.Equal([6.0, 0, 0], Gradient(x => x.Prod(), 0, 2, 3));
        Assert.Equal([0.0, 0, 0], Gradient(x => x.Prod(), 0, 0, 3));
        Assert.Equal([0.0, 0, 0], Gradient(x => x.Prod(), 0, 0, 0));
        Assert.Equal([3.0, 0, 0, 0], Gradient(x => x.Reshape(2, 2).Prod(1), 0, 3, 0, 0));
    }

    [Fact]
    [Semantics("hardtanh-at-its-bounds")]
    public void Hardtanh_and_relu6_have_a_slope_of_0_at_their_bounds()
    {
        Assert.Equal([0.0, 1, 0], Gradient(x => x.Hardtanh(), -1, 0, 1));
        Assert.Equal([0.0, 1, 0], Gradient(x => x.Relu6(), 0, 3, 6));
    }

    [Fact]
    [Semantics("gelu-forms")]
    public void Gelu_is_the_erf_form_unless_tanh_is_asked_for()
    {
        Tensor x = Tensor.Create([-1.0, 0.5, 2]);
        Equal([-0.15865525393145702, 0.34573123063700656, 1.9544997361036416], x.Gelu());
        Equal([-0.15880800939172324, 0.34571400982514394, 1.954597694087775], x.Gelu(GeluApproximation.Tanh));
    }

    [Fact]
    [Semantics("softplus-is-linear-far-out")]
    public void Softplus_is_linear_above_20_over_beta()
    {
        double[] found = Tensor.Create([20.0, 21]).Softplus().ToArray<double>();
        Equal(20.000000002061153, found[0], 1e-14);
        Assert.Equal(21, found[1]);
        Assert.Equal(11, Tensor.Create([11.0]).Softplus(beta: 2).Item());
        Assert.Equal([1.0], Gradient(x => x.Softplus(), 21));
    }

    [Fact]
    [Semantics("where-unselected")]
    public void Anomaly_mode_says_in_words_that_a_branch_of_Where_made_NaN()
    {
        Tensor x = Leaf(0, 4);
        using EngineScope mode = AnomalyMode.Detect();
        string message = Assert.Throws<AnomalyException>(() => Tensor.Where(x > 0, x.Sqrt(), x * 0).Sum().Backward()).Message;
        Assert.All(["the backward of sqrt made NaN", "Where"], part => Assert.Contains(part, message, StringComparison.Ordinal)); // PyTorch: SqrtBackward0
    }

    [Fact]
    [Semantics("slopes-from-float32")]
    public void The_slopes_of_Hardsigmoid_and_Celu_have_constants_of_float32()
    {
        Assert.Equal([0.1666666716337204], Gradient(x => x.Hardsigmoid(), 1));
        Equal(0.1888756078410563, Gradient(x => x.Celu(0.3), -0.5)[0], 1e-15);
    }
}
