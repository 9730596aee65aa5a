using Autograd.Nn;
using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Semantics;

public class LossSemantics
{
    private static readonly Tensor s_logits = Tensor.Create(new double[,] { { 1, 2, 3 }, { 0, 1, 0 } });
    private static readonly Tensor s_weight = Tensor.Create([1.0, 2, 0.5]);
    private static readonly Tensor s_probabilities = Tensor.Create(new double[,] { { 0.2, 0.3, 0.5 }, { 1, 0, 0 } });

    [Fact]
    [Semantics("cross-entropy-classes")]
    public void CrossEntropy_has_its_classes_in_dimension_1_or_0_without_a_batch()
    {
        Equal([0.9795253392], F.CrossEntropy(s_logits, Tensor.Create([2L, 0])));
        Equal([0.4076059644], F.CrossEntropy(s_logits[0], Tensor.Full([], 2L)));
        Tensor wide = (Tensor.Arange(12).Reshape(2, 3, 2) * 0.5).To(DType.Float64);
        Equal([1.1576059644], F.CrossEntropy(wide, Tensor.Create(new long[,] { { 0, 1 }, { 2, 2 } })), 1e-9);
    }

    [Fact]
    [Semantics("cross-entropy-probabilities")]
    public void A_floating_target_of_the_logits_shape_holds_probabilities()
    {
        Equal([1.3295253392], F.CrossEntropy(s_logits, s_probabilities));
        Assert.Throws<ShapeException>(() => F.CrossEntropy(s_logits, Tensor.Zeros([2], DType.Float64)));
    }

    [Fact]
    [Semantics("cross-entropy-hard-mean")]
    public void The_hard_mean_divides_by_the_weights_of_what_is_not_ignored()
    {
        Equal([1.1701651308], F.CrossEntropy(s_logits, Tensor.Create([2L, 0]), s_weight));
        Equal([0.4076059644], F.CrossEntropy(s_logits, Tensor.Create([2L, -100]), s_weight));
        Equal([double.NaN], F.CrossEntropy(s_logits, Tensor.Create([-100L, -100])));
    }

    [Fact]
    [Semantics("cross-entropy-soft-mean")]
    public void The_soft_mean_divides_by_the_places_and_never_by_weights()
    {
        Equal([1.4897154883], F.CrossEntropy(s_logits, s_probabilities, s_weight));
        Tensor wide = Tensor.Create([0.0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11]).Reshape(2, 2, 3).Transpose(1, 2) * 0.5;
        Equal([1.9828163470], F.CrossEntropy(wide.IndexSelect(1, Tensor.Create([2, 1, 0])), wide.Softmax(1)));
    }

    [Fact]
    [Semantics("cross-entropy-smoothing")]
    public void Label_smoothing_mixes_in_all_classes_with_the_same_normaliser() =>
        Equal([1.2499636705], F.CrossEntropy(s_logits, Tensor.Create([2L, 0]), s_weight, labelSmoothing: 0.1));

    [Fact]
    [Semantics("class-out-of-range")]
    public void A_class_out_of_range_throws_with_the_class_and_their_number()
    {
        string message = Assert.Throws<TensorIndexException>(() => F.CrossEntropy(s_logits, Tensor.Create([7L, 0]))).Message;
        Assert.Contains("target 7", message, StringComparison.Ordinal);
        Assert.Contains("there are 3", message, StringComparison.Ordinal);
    }

    [Fact]
    [Semantics("bce-range")]
    public void Bce_takes_inputs_from_0_to_1_and_any_target()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => F.BceLoss(Tensor.Create([1.1]), Tensor.Create([1.0])));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.BceLoss(Tensor.Create([-0.1]), Tensor.Create([1.0])));
        Equal([0.6931471805599453], F.BceLoss(Tensor.Create([0.5]), Tensor.Create([3.0])));
    }

    [Fact]
    [Semantics("bce-clamps-its-logs")]
    public void Bce_clamps_each_log_at_minus_100_and_its_slopes_divisor_at_1e_minus_12()
    {
        Equal([100, 0], F.BceLoss(Tensor.Create([0.0, 1]), Tensor.Create([1.0, 1]), reduction: Reduction.None));
        double[] gradient = Gradient(x => F.BceLoss(x, Tensor.Create([1.0, 0]), reduction: Reduction.Sum), 0, 0.25);
        Equal(-1e12, gradient[0], 1e-8); // PyTorch's 1e−12 is a float32
        Equal(4 / 3.0, gradient[1]);
    }

    [Fact]
    [Semantics("bce-sizes")]
    public void Bce_throws_on_sizes_that_differ() =>
        Assert.Throws<ShapeException>(() => F.BceLoss(Tensor.Ones([2, 1]), Tensor.Ones([2])));

    [Fact]
    [Semantics("bce-with-logits")]
    public void Bce_with_logits_is_stable_and_weighs_positives()
    {
        Equal([100, 100], F.BceWithLogitsLoss(Tensor.Create([100.0, -100]), Tensor.Create([0.0, 1]), reduction: Reduction.None));
        Tensor weighed = F.BceWithLogitsLoss(Tensor.Create([0.5, -1]), Tensor.Create([1.0, 0]), posWeight: Tensor.Create([3.0]), reduction: Reduction.None);
        Equal([1.4222309525, 0.3132616875], weighed);
    }

    [Fact]
    [Semantics("reductions")]
    public void A_loss_is_given_whole_summed_or_averaged()
    {
        (Tensor x, Tensor y) = (Tensor.Create([1.0, 2]), Tensor.Create([0.0, 4]));
        Equal([1, 4], F.MseLoss(x, y, Reduction.None));
        Equal([5], F.MseLoss(x, y, Reduction.Sum));
        Equal([2.5], F.MseLoss(x, y));
    }

    [Fact]
    [Semantics("kl-div")]
    public void KlDiv_averages_over_elements_or_over_the_batch_and_takes_log_targets()
    {
        Tensor x = Tensor.Create(new double[,] { { 0.2, 0.8 }, { 0.5, 0.5 } }).Log(), y = Tensor.Create(new double[,] { { 0.3, 0.7 }, { 0, 1 } });
        Equal([0.18032868453880715], F.KlDivLoss(x, y));
        Equal([0.3606573690776143], F.KlDivLoss(x, y, batchMean: true));
        Equal([0.7213147381552286], F.KlDivLoss(x, y, Reduction.Sum));
        Equal([0.012075767786493045], F.KlDivLoss(x, Tensor.Create(new double[,] { { 0.3, 0.7 }, { 0.4, 0.6 } }).Log(), logTarget: true));
    }

    [Fact]
    [Semantics("smooth-l1-and-huber")]
    public void SmoothL1_with_beta_0_is_L1_and_Huber_scales_with_its_delta()
    {
        (Tensor x, Tensor y) = (Tensor.Zeros([3], DType.Float64), Tensor.Create([0.5, 1, 3]));
        Equal([0.125, 0.5, 2.5], F.SmoothL1Loss(x, y, Reduction.None));
        Equal([0.5, 1, 3], F.SmoothL1Loss(x, y, Reduction.None, beta: 0));
        Equal([0.125, 0.5, 2.5], F.HuberLoss(x, y, Reduction.None));
        Equal([0.125, 0.5, 4], F.HuberLoss(x, y, Reduction.None, delta: 2));
    }

    [Fact]
    [Semantics("bce-clamps-its-logs")]
    public void Bce_at_the_wrong_end_has_a_huge_slope_and_weights_each_element()
    {
        double[] gradient = Gradient(x => F.BceLoss(x, Tensor.Create([0.0, 1]), reduction: Reduction.Sum), 1, 0);
        Equal(1e12, gradient[0], 1e-8);
        Equal(-1e12, gradient[1], 1e-8);
        Equal([2.4260151319598084], F.BceLoss(Tensor.Create([0.25, 0.5]), Tensor.Create([1.0, 0]), Tensor.Create([2.0, 3])));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.BceLoss(Tensor.Create([double.NaN]), Tensor.Create([1.0])));
    }

    [Fact]
    [Semantics("bce-floating")]
    public void Bce_refuses_whole_numbers_but_as_weights()
    {
        Tensor whole = Tensor.Create([0L, 1]), x = Tensor.Create([0.5, 0.5]);
        Assert.Throws<DTypeException>(() => F.BceLoss(whole, whole));
        Assert.Throws<DTypeException>(() => F.BceLoss(x, whole));
        Assert.Throws<DTypeException>(() => F.BceWithLogitsLoss(whole, whole));
        Assert.Throws<DTypeException>(() => F.BceWithLogitsLoss(whole, x));
        Assert.Throws<DTypeException>(() => F.BceWithLogitsLoss(x, whole));
        Equal([0, 0.724076984180107], F.BceWithLogitsLoss(x, x, whole, Reduction.None));
    }

    [Fact]
    [Semantics("bce-with-logits")]
    public void Bce_with_logits_has_a_slope_of_at_most_1_and_weights_each_element()
    {
        Equal([1, -1, 0], Tensor.Create(Gradient(x => F.BceWithLogitsLoss(x, Tensor.Create([0.0, 1, 0.5]), reduction: Reduction.Sum), 100, -100, 0)));
        Equal([0.943969515457441], F.BceWithLogitsLoss(Tensor.Create([0.5, -1]), Tensor.Create([1.0, 0]), Tensor.Create([2.0, 3])));
    }

    [Fact]
    [Semantics("kl-div")]
    public void KlDiv_of_a_target_of_0_is_0()
    {
        Tensor x = Tensor.Create(new double[,] { { 0.2, 0.8 }, { 0.5, 0.5 } }).Log(), y = Tensor.Create(new double[,] { { 0.3, 0.7 }, { 0, 1 } });
        Equal([0.12163953243244924, -0.0934719748371659, 0, 0.6931471805599453], F.KlDivLoss(x, y, Reduction.None));
    }

    [Fact]
    [Semantics("smooth-l1-and-huber")]
    public void SmoothL1_divides_by_beta_and_slopes_end_at_1_and_at_delta()
    {
        Equal([0.0625, 0.25, 2], F.SmoothL1Loss(Tensor.Zeros([3], DType.Float64), Tensor.Create([0.5, 1, 3]), Reduction.None, beta: 2));
        Tensor zeros = Tensor.Zeros([4], DType.Float64);
        Equal([0, 0.5, 1, -1], Tensor.Create(Gradient(x => F.SmoothL1Loss(x, zeros, Reduction.Sum), 0, 0.5, 1, -3)));
        Equal([0, 0.5, 2, -2], Tensor.Create(Gradient(x => F.HuberLoss(x, zeros, Reduction.Sum, delta: 2), 0, 0.5, 2, -3)));
    }

    [Fact]
    [Semantics("loss-broadcasting")]
    public void Losses_other_than_those_of_distances_broadcast()
    {
        Tensor column = Tensor.Create(new double[,] { { 1 }, { 2 } }), one = Tensor.Ones([1], DType.Float64);
        Equal([1, 0, 2, 0], F.HingeEmbeddingLoss(column, Tensor.Create([1, -1]), reduction: Reduction.None).Reshape(-1));
        Equal([-1, -0.6137056388801094, -2, -2.6137056388801094], F.KlDivLoss(column, Tensor.Create([1.0, 2]), Reduction.None).Reshape(-1));
        Equal([0.5, 2, 2, 0.5], F.GaussianNllLoss(column, Tensor.Create([0.0, 3]), Tensor.Ones([2, 1], DType.Float64), reduction: Reduction.None).Reshape(-1));
        Equal([0.3132616875182228, 2.1269280110429727], F.SoftMarginLoss(Tensor.Create(new double[,] { { 1, 2 } }), Tensor.Create([1.0, -1]), Reduction.None).Reshape(-1));
        Assert.Throws<ShapeException>(() => F.SoftMarginLoss(column, Tensor.Ones([2], DType.Float64)));
        Equal([0.5, 0, 0, 0], F.MarginRankingLoss(column, Tensor.Create(new double[,] { { 1, 0 } }), Tensor.Ones([1, 1]), 0.5, Reduction.None).Reshape(-1));
        Assert.Throws<ShapeException>(() => F.MarginRankingLoss(column, one, column));
        Tensor pairs = Tensor.Create(new double[,] { { 1, 1 }, { 2, 1 } });
        Equal([0.2928932188134524, 0.1055728090000841], F.CosineEmbeddingLoss(pairs, Tensor.Create(new double[,] { { 1, 0 } }), one, reduction: Reduction.None), 1e-9);
        Assert.Throws<ShapeException>(() => F.CosineEmbeddingLoss(pairs, one, one));
        Assert.Throws<ShapeException>(() => F.TripletMarginLoss(pairs, one, pairs));
        Assert.Throws<ShapeException>(() => F.BceLoss(column, one));
    }
}
