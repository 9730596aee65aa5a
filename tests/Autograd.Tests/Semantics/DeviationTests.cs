using System.Reflection;
using Autograd.Nn;
using Autograd.Tests.Infrastructure;
using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Semantics;

/// <summary>Where we differ from PyTorch on purpose: each entry of docs/deviations.md has its test here.</summary>
public partial class DeviationTests
{
    [Fact]
    [Deviation("ZeroGrad")]
    public void ZeroGrad_sets_null_and_fills_when_told()
    {
        var layer = new Linear(2, 1);
        layer.Call(Tensor.Ones([1, 2])).Backward();
        layer.ZeroGrad(setToNull: false);
        Equal([0, 0], layer.Weight.Grad!);
        layer.ZeroGrad();
        Assert.Null(layer.Weight.Grad);
    }

    /// <summary>PyTorch: NaN at the four pixels whose 3×3 window holds the corner.</summary>
    [Fact]
    [Deviation("NaN in a convolution")]
    public void A_NaN_spreads_over_a_tile_of_a_Winograd_convolution()
    {
        Tensor x = Tensor.Ones([1, 16, 24, 24]);
        x[0, 0, 0, 0] = Tensor.Scalar(double.NaN);
        Tensor y = F.Conv2d(x, Tensor.Ones([16, 16, 3, 3]), padding: 1);
        Assert.True(float.IsNaN(y[0, 0, 3, 3].Item<float>()));
        Assert.Equal(144, y[0, 0, 4, 4].Item<float>(), 1e-3);
        Assert.True(float.IsNaN(F.Conv2d(x.To(DType.Float64), Tensor.Ones([16, 16, 3, 3], DType.Float64), padding: 1)[0, 0, 1, 1].Item<float>()));
        Assert.Equal(144, F.Conv2d(x.To(DType.Float64), Tensor.Ones([16, 16, 3, 3], DType.Float64), padding: 1)[0, 0, 3, 3].Item<double>());
    }

    [Fact]
    [Deviation("LogSumExp")]
    public void The_gradient_of_LogSumExp_at_all_minus_infinity_is_0()
    {
        Assert.Equal([0.0, 0], Gradient(x => x.LogSumExp(0), double.NegativeInfinity, double.NegativeInfinity)); // PyTorch: NaN
        Assert.Equal([0.0, 0], Gradient(x => x.LogCumSumExp(0), double.NegativeInfinity, double.NegativeInfinity)); // PyTorch: NaN
    }

    [Fact]
    [Deviation("Loss shapes")]
    public void The_losses_of_distances_throw_on_shapes_that_differ()
    {
        (Tensor x, Tensor y) = (Tensor.Zeros([2, 1]), Tensor.Zeros([2])); // PyTorch: [2, 2], and a warning
        Assert.Throws<ShapeException>(() => F.MseLoss(x, y));
        Assert.Throws<ShapeException>(() => F.L1Loss(x, y));
        Assert.Throws<ShapeException>(() => F.SmoothL1Loss(x, y));
        Assert.Throws<ShapeException>(() => F.HuberLoss(x, y));
    }

    [Fact]
    [Deviation("Prod beside infinities")]
    public void The_gradient_of_a_product_beside_infinities_is_the_product_of_the_others()
    {
        Assert.Equal([double.PositiveInfinity, 2], Gradient(x => x.Prod(), 2, double.PositiveInfinity)); // PyTorch: inf, NaN
        Assert.Equal([double.PositiveInfinity, 2], Gradient(x => x.CumProd(0), 2, double.PositiveInfinity)); // PyTorch: inf, NaN
    }

    [Fact]
    [Deviation("Class indices")]
    public void Class_indices_may_be_int32_or_int64()
    {
        Tensor logits = Tensor.Create(new double[,] { { 1, 2, 3 }, { 0, 1, 0 } });
        Assert.Equal(F.CrossEntropy(logits, Tensor.Create([2L, 0])).Item(), F.CrossEntropy(logits, Tensor.Create([2, 0])).Item());
    }

    [Fact]
    [Deviation("Sizes")]
    public void A_tensor_holds_what_an_array_can()
    {
        string message = Assert.Throws<ShapeException>(() => Tensor.Zeros([50_000, 50_000])).Message;
        Assert.Contains($"{Array.MaxLength}", message, StringComparison.Ordinal);
    }

    [Fact]
    [Deviation("Aminmax")]
    public void Aminmax_has_a_gradient_through_each_output_and_through_both()
    {
        Tensor x = Tensor.Create([3.0, 1, 4, 1], requiresGrad: true);
        (Tensor min, Tensor max) = x.Aminmax();
        Assert.Equal([0, 0.5, 0, 0.5], Autodiff.Grad(min, x, retainGraph: true).ToArray<double>());
        Assert.Equal([0, 0, 1.0, 0], Autodiff.Grad(max, x, retainGraph: true).ToArray<double>());
        (max * 10 + min).Backward();
        Assert.Equal([0, 0.5, 10, 0.5], x.Grad!.ToArray<double>());
    }

    [Fact]
    [Deviation("posWeight")]
    public void Bce_with_logits_differentiates_its_posWeight()
    {
        Tensor weight = Leaf(3);
        F.BceWithLogitsLoss(Tensor.Create([0.5]), Tensor.Create([1.0]), posWeight: weight).Backward();
        Equal([0.4740769841801067], weight.Grad!); // ln(1 + e^−0.5); PyTorch: an error
    }

    [Fact]
    [Deviation("Trace")]
    public void The_gradient_of_the_trace_of_a_tall_matrix_is_its_diagonal()
    {
        Tensor x = Tensor.Ones([5, 2], DType.Float64, requiresGrad: true);
        x.Trace().Backward();
        Equal([1, 0, 0, 1, 0, 0, 0, 0, 0, 0], x.Grad!.Reshape(-1)); // PyTorch: ones in the last two rows too
    }

    [Fact]
    [Deviation("A mask before other indices")]
    public void What_follows_a_mask_addresses_the_dimension_after_it()
    {
        Tensor x = Tensor.Arange(12).Reshape(2, 2, 3);
        Assert.Equal([1L, 4, 7, 10], x[Tensor.Ones([2, 2], DType.Bool), 1].ToArray<long>()); // PyTorch: an error
    }

    [Fact]
    [Deviation("Uint8")]
    public void A_uint8_tensor_is_no_mask() =>
        Assert.ThrowsAny<AutogradException>(() => Tensor.Arange(3)[Tensor.Create(new byte[] { 1, 0, 1 })]); // PyTorch: elements 0 and 2

    [Fact]
    [Deviation("Pieces")]
    public void Pieces_may_be_written_in_place()
    {
        Tensor x = Leaf(1, 2, 3, 4), y = x * 1;
        y.Chunk(2)[0].Mul_(2); // PyTorch: an error
        y.Sum().Backward();
        Equal([2, 2, 1, 1], x.Grad!);
    }

    [Fact]
    [Deviation("Windows that overlap")]
    public void Windows_that_overlap_may_not_be_written_in_place() =>
        Assert.Throws<GraphException>(() => Tensor.Ones([4]).Unfold(0, 2, 1).Add_(1)); // PyTorch: 2, 3, 3, 2

    [Fact]
    [Deviation("Scatter that reduces")]
    public void A_scatter_that_adds_or_multiplies_has_a_gradient()
    {
        Tensor x = Leaf(2, 3), factors = Leaf(5, 7);
        x.Scatter(0, Tensor.Create([1L, 1]), factors, ScatterReduction.Prod).Sum().Backward(); // PyTorch: not implemented; scatter_reduce has it
        Equal([1, 35], x.Grad!);
        Equal([21, 15], factors.Grad!);
    }

    [Fact]
    [Deviation("Padding")]
    public void Padding_takes_any_number_of_last_dimensions()
    {
        Assert.Equal([1L, 0, 1, 2, 1], Tensor.Arange(3).Pad([1, 1], PadMode.Reflect).ToArray<long>()); // PyTorch: an error
        Assert.Equal([1, 1, 2, 5], Tensor.Zeros([1, 1, 2, 3]).Pad([1, 1], PadMode.Reflect).Shape.ToArray()); // PyTorch: an error
    }

    [Fact]
    [Deviation("Compound assignment to a part")]
    public void A_fraction_added_to_a_part_of_integers_is_truncated()
    {
        Tensor x = Tensor.Create([1L, 2]);
        x[0] += 0.75; // PyTorch: an error
        x[1] = x[1] + 0.75; // PyTorch: 2
        Assert.Equal([1L, 2], x.ToArray<long>());
        Assert.Throws<DTypeException>(() => x += 0.75); // as in PyTorch
    }

    [Fact]
    [Deviation("Planes without channels")]
    public void What_has_no_channels_is_empty_or_a_sum_of_nothing()
    {
        Equal([0, 0], F.Conv2d(Tensor.Zeros([1, 0, 1, 1]), Tensor.Zeros([2, 0, 1, 1])).To(DType.Float64).Reshape(-1)); // PyTorch: no output channels
        Assert.Equal([1, 0, 3], F.ConvTranspose1d(Tensor.Zeros([1, 2, 3]), Tensor.Zeros([2, 0, 1])).Shape.ToArray()); // PyTorch: an error, as below
        Assert.Equal([1, 0, 2, 2], F.AdaptiveMaxPool2d(Tensor.Zeros([1, 0, 4, 4]), 2).Shape.ToArray());
        Assert.Equal([2, 0, 6], Tensor.Zeros([2, 0, 4]).Pad([1, 1], PadMode.Reflect).Shape.ToArray());
        Assert.Equal([1, 0, 9], F.Unfold(Tensor.Zeros([1, 0, 4, 4]), 2).Shape.ToArray());
        Assert.Equal([2, 0, 3], F.BatchNorm(Tensor.Zeros([2, 0, 3]), null, null, Tensor.Ones([0]), Tensor.Zeros([0]), training: true).Shape.ToArray());
        Assert.Equal([0], Tensor.Zeros([3, 0]).Diag(1).Shape.ToArray());
    }

    [Fact]
    [Deviation("A weight that met nothing")]
    public void The_gradient_of_a_weight_that_met_nothing_is_0()
    {
        Tensor weight = Leaf(1, 1);
        F.GroupNorm(Tensor.Zeros([2, 2, 0], DType.Float64), 1, weight).Sum().Backward();
        Equal([0, 0], weight.Grad!); // PyTorch: NaN
    }

    [Fact]
    [Deviation("Embedding by frequency")]
    public void The_second_gradient_of_an_embedding_keeps_its_scale()
    {
        Tensor weight = Tensor.Ones([2, 1], DType.Float64, requiresGrad: true), v = Tensor.Ones([2, 1], DType.Float64, requiresGrad: true);
        Tensor y = F.Embedding(Tensor.Create([0L, 0]), weight, scaleGradByFreq: true);
        Tensor first = Autodiff.Grad(y, weight, v, createGraph: true);
        Equal([0.5, 0.5], Autodiff.Grad(first.Sum(), v).Reshape(-1)); // PyTorch: 1, 1
    }

    [Fact]
    [Deviation("Soft margin")]
    public void The_soft_margin_loss_does_not_overflow() =>
        Equal(1000, F.SoftMarginLoss(Tensor.Create([-1000.0]), Tensor.Create([1.0])).Item()); // PyTorch: inf

    [Fact]
    [Deviation("Batches refused")]
    public void A_batch_that_batch_norm_refuses_does_not_count()
    {
        var norm = new BatchNorm1d(2);
        Assert.Throws<ShapeException>(() => norm.Call(Tensor.Ones([1, 2])));
        Assert.Equal(0, norm.NumBatchesTracked!.Item<long>()); // PyTorch: 1
    }

    [Fact]
    [Deviation("Logits changed")]
    public void Cross_entropy_saves_the_logits()
    {
        Tensor x = Tensor.Ones([1, 2], requiresGrad: true) * 1;
        Tensor loss = F.CrossEntropy(x, Tensor.Create([0L]));
        x.Mul_(2);
        Assert.Throws<GraphException>(() => loss.Backward()); // PyTorch saves the log-probabilities, and does not mind
    }

    [Fact]
    [Deviation("Anomaly mode")]
    public void Anomaly_mode_sees_what_a_forward_makes()
    {
        using (AnomalyMode.Detect()) Assert.Throws<AnomalyException>(() => Leaf(-1).Sqrt()); // PyTorch: NaN, and no complaint before the backward pass
    }

    [Fact]
    [Deviation("Full backward hooks")]
    public void A_full_backward_hook_has_null_for_an_input_without_grad_and_zeros_for_unused_weights()
    {
        var attention = new MultiheadAttention(4, 2);
        Tensor query = Tensor.Ones([1, 1, 4], requiresGrad: true);
        int calls = 0;
        using HookHandle hook = attention.RegisterFullBackwardHook((inputs, outputs) =>
        {
            calls++;
            Assert.NotNull(inputs.Input1);
            Assert.Null(inputs.Input2);
            Equal([0], outputs.Weights!);
            return null;
        });
        attention.Call(query, query.Detach(), query.Detach()).Output.Sum().Backward();
        Assert.Equal(1, calls);
    }

    [Fact]
    [Deviation("Saved-tensor hooks")]
    public void Saved_tensor_hooks_keep_the_version_check()
    {
        Tensor x = Leaf(1, 2) * 2, y;
        using (SavedTensorHooks.Use(t => t, t => t)) y = x.Sin();
        x.Mul_(2);
        Assert.Throws<GraphException>(() => y.Sum().Backward()); // PyTorch: no complaint, and another gradient
    }

    [Fact]
    [Deviation("Forward mode")]
    public void Forward_mode_checks_versions_as_the_backward_pass_does() =>
        Assert.Throws<GraphException>(() => Autodiff.Jvp(
            x =>
            {
                Tensor a = x * 2, y = a.Sin();
                a.Mul_(2);
                return y;
            },
            Leaf(1, 1),
            Tensor.Create([1.0, 1]))); // PyTorch's dual numbers: 2 cos 2

    [Fact]
    [Deviation("Attention that sees nothing")]
    public void A_query_without_keys_gets_zeros()
    {
        Tensor x = Tensor.Ones([1, 2]), none = Tensor.Zeros([1, 1], DType.Bool);
        Equal([0, 0], F.ScaledDotProductAttention(x, x, x, none)); // PyTorch 1.13: NaN
        (_, Tensor? weights) = new MultiheadAttention(2, 1, batchFirst: true).Call(x.Unsqueeze(0), x.Unsqueeze(0), x.Unsqueeze(0), !none);
        Equal([0], weights!); // PyTorch: NaN
    }

    [Fact]
    [Deviation("KL divergence at 0")]
    public void The_slope_of_KL_divergence_to_a_target_of_0_is_minus_the_input()
    {
        Tensor target = Leaf(0, 0.5);
        F.KlDivLoss(Tensor.Create([-3.0, -1]), target, Reduction.Sum).Backward();
        Equal([3, 1.3068528194400546], target.Grad!); // PyTorch: NaN, 1.3
    }

    [Fact]
    [Deviation("Numbers out of range")]
    public void A_float_out_of_range_becomes_the_nearest_integer()
    {
        Tensor x = Tensor.Create([3e9f, -3e9f, float.NaN]), y = Tensor.Create([1e20, -1e20, double.NaN]);
        Assert.Equal([int.MaxValue, int.MinValue, 0], x.To(DType.Int32).ToArray<int>()); // PyTorch: int.MinValue three times
        Assert.Equal([long.MaxValue, long.MinValue, 0], y.To(DType.Int64).ToArray<long>());
    }

    [Fact]
    [Deviation("Comparisons out of range")]
    public void A_number_out_of_range_is_compared_as_it_is()
    {
        Assert.Equal([false], (Tensor.Create(new byte[] { 1 }) < -1).ToArray<bool>()); // PyTorch: true
        Assert.Equal([true], (Tensor.Create([1]) < (1L << 40)).ToArray<bool>()); // PyTorch: false
    }

    [Fact]
    [Deviation("Hooks of a leaf")]
    public void Hooks_of_a_leaf_run_in_Grad()
    {
        Tensor x = Leaf(1);
        x.RegisterHook(grad => grad * 10);
        Equal([20], Autodiff.Grad((x * 2).Sum(), x)); // PyTorch 1.13: 2
    }

    [Fact]
    [Deviation("Squares out of range")]
    public void Squares_out_of_range_do_no_harm()
    {
        Tensor x = Tensor.Create([[1e20f, 2e20f, 3e20f, 4e20f]]);
        Equal([-1.3416407864998738, -0.4472135954999579, 0.4472135954999579, 1.3416407864998738], F.LayerNorm(x, [4]), 1e-6); // PyTorch: NaN
        Equal(5.477225575051661, x.Norm().Item() / 1e20, 1e-6); // PyTorch: infinity
    }

    [Fact]
    [Deviation("Second derivatives at special points")]
    public void Sinc_at_0_and_powers_of_0_have_second_derivatives()
    {
        Tensor x = Leaf(0), e = Leaf(2);
        Equal([-Math.PI * Math.PI / 3], Autodiff.Grad(Autodiff.Grad(x.Sinc().Sum(), x, createGraph: true).Sum(), x)); // PyTorch: NaN
        Equal([0], Autodiff.Grad(Autodiff.Grad(x.Pow(e).Sum(), e, createGraph: true).Sum(), x)); // PyTorch: NaN
    }

    [Fact]
    [Deviation("Clamp by NaN")]
    public void A_NaN_alone_as_the_upper_bound_gives_NaN() =>
        Equal([double.NaN, double.NaN], Tensor.Create([1.0, -2]).Clamp(max: double.NaN)); // PyTorch: 1, -2

    [Fact]
    [Deviation("The least integer by −1")]
    public void The_least_integer_divided_by_minus_1_wraps()
    {
        Tensor least = Tensor.Create([long.MinValue]);
        Assert.Equal([long.MinValue], least.Div(-1, RoundingMode.Trunc).ToArray<long>()); // PyTorch: SIGFPE, here and below
        Assert.Equal([0L], least.Remainder(-1).ToArray<long>());
    }

    [Fact]
    [Deviation("Scattered zeros")]
    public void A_scattered_product_with_several_zeros_has_a_second_gradient()
    {
        Tensor x = Leaf(2), s = Leaf(0, 0, 3);
        Tensor y = x.ScatterReduce(0, Tensor.Create([0L, 0, 0]), s, ScatterReduction.Prod);
        Tensor first = Autodiff.Grad(y.Sum(), s, createGraph: true);
        Equal([0, 6, 0], Autodiff.Grad(first[0], s)); // PyTorch: an error
    }

    [Fact]
    [Deviation("Activations of whole numbers")]
    public void Activations_of_integers_and_bools_compute_in_float32()
    {
        Tensor n = Tensor.Create([-2, 0, 3]), mask = Tensor.Create([true, false]);
        foreach (Func<Tensor, Tensor> f in (Func<Tensor, Tensor>[])[x => x.LeakyRelu(), x => x.Elu(), x => x.Hardshrink(), x => x.Gelu(),
            x => x.Softmax(0), x => x.Softplus(), x => x.LogCumSumExp(0), x => x.Lerp(x + 1, 0.5)])
        {
            foreach (Tensor x in (Tensor[])[n, mask]) Assert.Equal(f(x.Float()).ToArray<float>(), f(x).ToArray<float>()); // PyTorch: not implemented for 'Long', 'Bool'
        }
    }

    [Fact]
    [Deviation("Bools in order")]
    public void Bools_have_a_median_and_a_range()
    {
        Assert.True(Tensor.Create([true, false, true]).Median().Item<bool>()); // PyTorch: not implemented for 'Bool', here and below
        Assert.Equal([true], Tensor.Create([true, false, true]).TopK(1).Values.ToArray<bool>());
        Assert.Equal([false, true], Tensor.Arange(0, 2, 1, DType.Bool).ToArray<bool>());
    }

    [Fact]
    [Deviation("Dtypes of a lerp")]
    public void A_lerp_takes_ends_and_weights_of_other_dtypes()
    {
        Tensor x = Tensor.Create([1f, 2]);
        Assert.Equal([2f, 3], x.Lerp(Tensor.Create([3, 4]), 0.5).ToArray<float>()); // PyTorch: expected dtype float for `end`
        Assert.Equal([3f, 2], x.Lerp(Tensor.Create([3f, 4]), Tensor.Create([1L, 0])).ToArray<float>()); // PyTorch: expected dtype float for `weight`
    }

    [Fact]
    [Deviation("Fractions of whole numbers")]
    public void IndexAdd_refuses_a_fraction_as_alpha_of_integers()
    {
        Tensor x = Tensor.Zeros([3], DType.Int64), index = Tensor.Create([0L]), source = Tensor.Create([10L]);
        Assert.Contains("1.7", Assert.Throws<DTypeException>(() => x.IndexAdd(0, index, source, 1.7)).Message); // PyTorch: 10
        Assert.Throws<DTypeException>(() => x.Add(source, 1.7)); // PyTorch refuses this too
    }

    [Fact]
    [Deviation("Windows of whole numbers")]
    public void Convolutions_and_average_pools_of_integers_are_refused()
    {
        Tensor line = Tensor.Arange(4).Reshape(1, 1, 4), two = Tensor.Ones([1, 1, 2], DType.Int64);
        Assert.Contains("To(DType.Float32)", Assert.Throws<DTypeException>(() => F.Conv1d(line, two)).Message); // PyTorch: [1, 3, 5]
        Assert.Throws<DTypeException>(() => F.ConvTranspose1d(line, two)); // PyTorch: [0, 1, 3, 5, 3]
        Assert.Throws<DTypeException>(() => F.AvgPool1d(line, 2)); // PyTorch: [0, 2]
    }

    [Fact]
    [Deviation("Different numbers in repeated elements")]
    public void IndexPut_of_different_numbers_into_an_expanded_tensor_is_refused()
    {
        Tensor e = Tensor.Zeros([3]).Expand(4, 3);
        Assert.Throws<GraphException>(() => e.IndexPut_([Tensor.Create([0L, 1])], Tensor.Create([[1f, 1, 1], [2, 2, 2]]))); // PyTorch: 1 or 2, and a warning
        Assert.Equal([5f, 5, 5], e.IndexPut_([Tensor.Create([0L, 1])], 5f)[3].ToArray<float>()); // PyTorch the same, with a warning
    }

    /// <summary>The list and these tests, both ways.</summary>
    [Fact]
    public void Every_deviation_on_the_page_has_a_test_and_every_test_is_on_the_page()
    {
        IEnumerable<string> onThePage = File.ReadLines(Repository.Path("docs/deviations.md"))
            .Where(line => line.StartsWith("- **", StringComparison.Ordinal)).Select(line => line.Split("**")[1].TrimEnd('.'));
        IEnumerable<string> tested = typeof(DeviationTests).GetMethods().SelectMany(m => m.GetCustomAttributes<DeviationAttribute>()).Select(a => a.Name).Distinct();
        Assert.Equal(onThePage.Order(), tested.Order());
        Tally.Add("deviations from PyTorch", tested.Count());
    }
}
