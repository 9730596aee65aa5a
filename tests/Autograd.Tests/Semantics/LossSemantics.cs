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
    [Semantics("cross-entropy-classes")]
    public void CrossEntropy_takes_any_number_of_dimensions_behind_its_classes()
    {
        Tensor logits = Tensor.Arange(24).Reshape(2, 3, 2, 2).To(DType.Float64) * 0.1 * Tensor.Create([1.0, -1, 1]).Reshape(1, 3, 1, 1);
        Tensor target = Tensor.Create(new long[,,] { { { 0, 1 }, { 2, 0 } }, { { 1, 1 }, { 0, 2 } } });
        Equal([1.8512518137847787], F.CrossEntropy(logits, target));
        Tensor each = F.CrossEntropy(logits, target, reduction: Reduction.None);
        Assert.Equal([2, 2, 2], each.Shape);
        Equal(
            [1.3599147009875638, 1.9282288619223371, 0.5015177286665726, 1.2791044981327357, 3.9897778280063183, 4.186418015785446, 1.1836588048373564, 0.3813940719398983],
            each);
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
        Equal([0.4076059644443804], F.CrossEntropy(s_logits, Tensor.Create([2L, 1]), ignoreIndex: 1));
        Equal([0.4076059644443804, 0], F.CrossEntropy(s_logits, Tensor.Create([2L, -100]), reduction: Reduction.None));
        Equal([1.7552476961542414], F.CrossEntropy(s_logits, Tensor.Create([2L, 0]), s_weight, reduction: Reduction.Sum));
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
    [Semantics("cross-entropy-smoothing")]
    public void Label_smoothing_leaves_out_what_is_ignored_and_takes_probabilities_too()
    {
        Equal([1.0496342216295487], F.CrossEntropy(s_logits, Tensor.Create([2L, -100]), s_weight, labelSmoothing: 0.2));
        Equal([1.4869949697833773], F.CrossEntropy(s_logits, s_probabilities, s_weight, labelSmoothing: 0.2));
        Equal([0.36431004651848226, 1.510635459164252], F.CrossEntropy(s_logits, Tensor.Create([2L, 0]), s_weight, reduction: Reduction.None, labelSmoothing: 0.1));
    }

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

    public static TheoryData<string, double[], double> EveryLoss => new()
    {
        { "mse", [0.04, 0.49, 0.25, 0.36], 0.285 },
        { "l1", [0.2, 0.7, 0.5, 0.6], 0.5 },
        { "smooth_l1", [0.02, 0.245, 0.125, 0.18], 0.1425 },
        { "huber", [0.02, 0.245, 0.125, 0.18], 0.1425 },
        { "bce", [0.777661295762166, 1.4708084763221114, 0.6931471805599453, 1.1192430182872157], 1.0152149927328598 },
        { "bce_with_logits", [0.7181388693815918, 1.0911006659477778, 0.4740769841801067, 0.584355244468527], 0.7169179409945009 },
        { "cross_entropy", [1.0374879504858858, 0.7981388693815918], 0.9178134099337388 },
        { "nll", [-0.2, -0.3], -0.25 },
        { "kl_div", [-0.44651629274966204, -0.3102585092994046, -0.5, -0.36482446409204367], -0.40539981653527757 },
        { "cosine_embedding", [0.5294117647076124, 0.9815489870792404], 0.7554803758934264 },
        { "triplet_margin", [0.9217870172142101, 1.5574154197937842], 1.239601218503997 },
        { "hinge_embedding", [0.2, 0.2, 0.5, 0.3], 0.3 },
        { "margin_ranking", [0.2, 0.7], 0.45 },
        { "soft_margin", [0.5981388693815918, 1.1711006659477778, 0.9740769841801067, 0.554355244468527], 0.8244179409945008 },
        { "poisson_nll", [1.1414027581601698, 2.145540928492468, 1.1487212707001282, 1.0798588075760032], 1.3788809412321923 },
        { "gaussian_nll", [-0.4081453659370775, 1.2987074535029774, 0.125, 0.1473197421710869], 0.2907204574342467 },
    };

    [Theory]
    [MemberData(nameof(EveryLoss))]
    [Semantics("reductions")]
    public void Every_loss_is_given_whole_summed_or_averaged_and_averaged_by_default(string loss, double[] whole, double mean)
    {
        Equal(whole, Loss(loss, Reduction.None));
        Equal([whole.Sum()], Loss(loss, Reduction.Sum));
        Equal([mean], Loss(loss, Reduction.Mean));
        Equal([mean], Loss(loss, null));
    }

    [Fact]
    [Semantics("reductions")]
    public void A_soft_margin_far_on_the_right_side_is_0_and_on_the_wrong_one_is_the_margin()
    {
        Tensor x = Tensor.Create([double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, 50, -50]), y = Tensor.Create([1.0, -1, -1, 1, 1]);
        Equal([0, 0, double.PositiveInfinity, 1.9287498479639178e-22, 50], F.SoftMarginLoss(x, y, Reduction.None));
    }

    private static Tensor Loss(string name, Reduction? given)
    {
        Tensor x = Tensor.Create(new[,] { { 0.2, 0.8 }, { 0.5, 0.3 } }), y = Tensor.Create(new[,] { { 0.4, 0.1 }, { 1, 0.9 } });
        Tensor signs = Tensor.Create([1.0, -1]), each = Tensor.Create(new double[,] { { 1, -1 }, { -1, 1 } }), classes = Tensor.Create([0L, 1]);
        Module loss = (name, given) switch
        {
            ("mse", null) => new MseLoss(),
            ("mse", { } r) => new MseLoss(r),
            ("l1", null) => new L1Loss(),
            ("l1", { } r) => new L1Loss(r),
            ("smooth_l1", null) => new SmoothL1Loss(),
            ("smooth_l1", { } r) => new SmoothL1Loss(r),
            ("huber", null) => new HuberLoss(),
            ("huber", { } r) => new HuberLoss(r),
            ("bce", null) => new BceLoss(),
            ("bce", { } r) => new BceLoss(reduction: r),
            ("bce_with_logits", null) => new BceWithLogitsLoss(),
            ("bce_with_logits", { } r) => new BceWithLogitsLoss(reduction: r),
            ("cross_entropy", null) => new CrossEntropyLoss(),
            ("cross_entropy", { } r) => new CrossEntropyLoss(reduction: r),
            ("nll", null) => new NllLoss(),
            ("nll", { } r) => new NllLoss(reduction: r),
            ("kl_div", null) => new KlDivLoss(),
            ("kl_div", { } r) => new KlDivLoss(r),
            ("cosine_embedding", null) => new CosineEmbeddingLoss(),
            ("cosine_embedding", { } r) => new CosineEmbeddingLoss(reduction: r),
            ("triplet_margin", null) => new TripletMarginLoss(),
            ("triplet_margin", { } r) => new TripletMarginLoss(reduction: r),
            ("hinge_embedding", null) => new HingeEmbeddingLoss(),
            ("hinge_embedding", { } r) => new HingeEmbeddingLoss(reduction: r),
            ("margin_ranking", null) => new MarginRankingLoss(),
            ("margin_ranking", { } r) => new MarginRankingLoss(reduction: r),
            ("soft_margin", null) => new SoftMarginLoss(),
            ("soft_margin", { } r) => new SoftMarginLoss(r),
            ("poisson_nll", null) => new PoissonNllLoss(),
            ("poisson_nll", { } r) => new PoissonNllLoss(reduction: r),
            ("gaussian_nll", null) => new GaussianNllLoss(),
            ("gaussian_nll", { } r) => new GaussianNllLoss(reduction: r),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
        return loss switch
        {
            CrossEntropyLoss or NllLoss => ((Loss)loss).Call(x, classes),
            HingeEmbeddingLoss or SoftMarginLoss => ((Loss)loss).Call(x, each),
            Loss pair => pair.Call(x, y),
            CosineEmbeddingLoss cosine => cosine.Call(x, y, signs),
            TripletMarginLoss triplet => triplet.Call(x, y, y.Flip(0)),
            MarginRankingLoss ranking => ranking.Call(x[0], y[0], signs),
            GaussianNllLoss gaussian => gaussian.Call(x, y, y),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
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
