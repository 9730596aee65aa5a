using Autograd.Nn;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Losses() =>
    [
        Case("mse_loss", x => F.MseLoss(x[0], x[1]), "F.mse_loss(x[0], x[1])", Shapes((3, 4), (3, 4)), Shapes(Number, Number)),
        Case("mse_loss.none", x => F.MseLoss(x[0], x[1], Reduction.None), "F.mse_loss(x[0], x[1], reduction='none')", Shapes((3, 4), (3, 4))),
        Case("mse_loss.sum", x => F.MseLoss(x[0], x[1], Reduction.Sum), "F.mse_loss(x[0], x[1], reduction='sum')", Shapes((3, 4), (3, 4))),

        Case("bce", x => F.BceLoss(x[0], x[1]), "F.binary_cross_entropy(x[0], x[1])", Shapes(Unit((3, 5)), Unit((3, 5))), Shapes(Unit(Number), Unit(Number))),
        Case(
            "bce.none", x => F.BceLoss(x[0], x[1], reduction: Reduction.None), "F.binary_cross_entropy(x[0], x[1], reduction='none')",
            Shapes(Unit((3, 5)), Unit((3, 5)))),
        Case(
            "bce.weight", x => F.BceLoss(x[0], x[1], x[2], Reduction.Sum), "F.binary_cross_entropy(x[0], x[1], x[2], reduction='sum')",
            Shapes(Unit((3, 5)), Unit((3, 5)), Weights(5))),
        Case(
            "bce.hard", x => F.BceLoss(x[0], x[1].To(x[0].DType)), "F.binary_cross_entropy(x[0], x[1].to(x[0].dtype))",
            Shapes(Unit((3, 4)), Mask((3, 4)))),
        Case(
            "bce_with_logits", x => F.BceWithLogitsLoss(x[0], x[1], reduction: Reduction.None),
            "F.binary_cross_entropy_with_logits(x[0], x[1], reduction='none')",
            Shapes((3, 5), Unit((3, 5))), Shapes(Number, Unit(Number))),
        Case(
            "bce_with_logits.far", x => F.BceWithLogitsLoss(x[0] * 400, x[1]), "F.binary_cross_entropy_with_logits(x[0] * 400, x[1])",
            Shapes(Nonzero((3, 5)), Unit((3, 5)))),
        // Written out: PyTorch's own has no gradient for the weight.
        Case(
            "bce_with_logits.pos_weight", x => F.BceWithLogitsLoss(x[0], x[1], posWeight: x[2]),
            "-(x[2] * x[1] * F.logsigmoid(x[0]) + (1 - x[1]) * F.logsigmoid(-x[0])).mean()",
            Shapes((3, 5), Unit((3, 5)), Positive(5))),

        Case("nll_loss", x => F.NllLoss(x[0], x[1]), "F.nll_loss(x[0], x[1])", Shapes((3, 4), Index(3, 4)), Shapes((2, 4, 5), Index((2, 5), 4)), Shapes(4, Index(Number, 4))),
        Case("nll_loss.none", x => F.NllLoss(x[0], x[1], reduction: Reduction.None), "F.nll_loss(x[0], x[1], reduction='none')", Shapes((2, 4, 5), Index((2, 5), 4))),
        Case(
            "nll_loss.weight", x => F.NllLoss(x[0], x[1], x[2], ignoreIndex: 1), "F.nll_loss(x[0], x[1], x[2], ignore_index=1)",
            Shapes((6, 4), Index(6, 4), Weights(4))),
        Case(
            "nll_loss.sum", x => F.NllLoss(x[0], x[1], x[2], reduction: Reduction.Sum), "F.nll_loss(x[0], x[1], x[2], reduction='sum')",
            Shapes((3, 5), Index(3, 5), Weights(5))),
        Case(
            "cross_entropy.none", x => F.CrossEntropy(x[0], x[1], reduction: Reduction.None), "F.cross_entropy(x[0], x[1], reduction='none')",
            Shapes((3, 5), Index(3, 5))),
        Case(
            "cross_entropy.weight", x => F.CrossEntropy(x[0], x[1], x[2], labelSmoothing: 0.2), "F.cross_entropy(x[0], x[1], x[2], label_smoothing=0.2)",
            Shapes((3, 5), Index(3, 5), Weights(5))),
        Case(
            "cross_entropy", x => F.CrossEntropy(x[0], x[1]), "F.cross_entropy(x[0], x[1])",
            Shapes((3, 4), Index(3, 4)), Shapes((2, 4, 5), Index((2, 5), 4)), Shapes(4, Index(Number, 4)), Shapes((5, 4), Index(5, 4))),
        Case(
            "cross_entropy.smoothed", x => F.CrossEntropy(x[0], x[1], ignoreIndex: 1, labelSmoothing: 0.2),
            "F.cross_entropy(x[0], x[1], ignore_index=1, label_smoothing=0.2)", Shapes((6, 4), Index(6, 4))),
        Case(
            "cross_entropy.probabilities", x => F.CrossEntropy(x[0], x[1].Softmax(1), labelSmoothing: 0.2),
            "F.cross_entropy(x[0], x[1].softmax(1), label_smoothing=0.2)", Shapes((3, 4), (3, 4)), Shapes((2, 3, 5), (2, 3, 5))),
        Case(
            "cross_entropy.sum", x => F.CrossEntropy(x[0], x[1], x[2], 1, Reduction.Sum), "F.cross_entropy(x[0], x[1], x[2], ignore_index=1, reduction='sum')",
            Shapes((6, 4), Index(6, 4), Weights(4)), Shapes((2, 4, 3, 5), Index((2, 3, 5), 4), Weights(4))),
        Case(
            "cross_entropy.weight.none", x => F.CrossEntropy(x[0], x[1], x[2], 0, Reduction.None), "F.cross_entropy(x[0], x[1], x[2], ignore_index=0, reduction='none')",
            Shapes((6, 4), Index(6, 4), Weights(4)), Shapes((2, 4, 3), Index((2, 3), 4), Weights(4))),
        Case("cross_entropy.far", x => F.CrossEntropy(x[0] * 400, x[1]), "F.cross_entropy(x[0] * 400, x[1])", Shapes((3, 4), Index(3, 4))),

        Case("l1_loss", x => F.L1Loss(x[0], x[1]), "F.l1_loss(x[0], x[1])", Shapes((3, 4), (3, 4)), Shapes(Number, Number)),
        Case("l1_loss.none", x => F.L1Loss(x[0], x[1], Reduction.None), "F.l1_loss(x[0], x[1], reduction='none')", Shapes((3, 4), (3, 4))),
        Case("l1_loss.equal", x => F.L1Loss(x[0], x[1], Reduction.Sum), "F.l1_loss(x[0], x[1], reduction='sum')", Shapes(Ties((3, 4)), Ties((3, 4)))).OnKinks("equal numbers"),
        Case("smooth_l1_loss", x => F.SmoothL1Loss(x[0], x[1]), "F.smooth_l1_loss(x[0], x[1])", Shapes((3, 5), (3, 5)), Shapes(Number, Number)),
        Case("smooth_l1_loss.beta", x => F.SmoothL1Loss(x[0], x[1], Reduction.Sum, 0.4), "F.smooth_l1_loss(x[0], x[1], reduction='sum', beta=0.4)", Shapes((3, 5), (3, 5))),
        Case("smooth_l1_loss.beta_0", x => F.SmoothL1Loss(x[0], x[1], Reduction.None, 0), "F.smooth_l1_loss(x[0], x[1], reduction='none', beta=0)", Shapes((3, 5), (3, 5))),
        Case("huber_loss", x => F.HuberLoss(x[0], x[1]), "F.huber_loss(x[0], x[1])", Shapes((3, 5), (3, 5)), Shapes(Number, Number)),
        Case("huber_loss.delta", x => F.HuberLoss(x[0], x[1], Reduction.None, 0.4), "F.huber_loss(x[0], x[1], reduction='none', delta=0.4)", Shapes((3, 7), (3, 7))),
        Case("huber_loss.equal", x => F.HuberLoss(x[0], x[1], Reduction.Sum, 2.5), "F.huber_loss(x[0], x[1], reduction='sum', delta=2.5)", Shapes(Ties((3, 4)), Ties((3, 4)))),
        Case("kl_div", x => F.KlDivLoss(x[0], x[1]), "F.kl_div(x[0], x[1], reduction='mean')", Shapes((3, 4), Unit((3, 4))), Shapes(Number, Unit(Number))),
        Case("kl_div.batch_mean", x => F.KlDivLoss(x[0], x[1], batchMean: true), "F.kl_div(x[0], x[1], reduction='batchmean')", Shapes((3, 4), Unit((3, 4)))),
        Case("kl_div.log_target", x => F.KlDivLoss(x[0], x[1], Reduction.Sum, logTarget: true), "F.kl_div(x[0], x[1], reduction='sum', log_target=True)", Shapes((3, 4), (3, 4))),
        Case(
            "kl_div.zeros", x => F.KlDivLoss(x[0], x[1].To(x[0].DType), Reduction.None), "F.kl_div(x[0], x[1].to(x[0].dtype), reduction='none')",
            Shapes((3, 4), Mask((3, 4)))),
        Case(
            "cosine_embedding_loss", x => F.CosineEmbeddingLoss(x[0], x[1], x[2].To(DType.Int64) * 2 - 1, 0.1),
            "F.cosine_embedding_loss(x[0], x[1], x[2].long() * 2 - 1, margin=0.1)",
            Shapes((6, 4), (6, 4), Mask(6)), Shapes(4, 4, Mask(Number)), Shapes((6, 4), (1, 4), Mask(1))),
        Case(
            "cosine_embedding_loss.none", x => F.CosineEmbeddingLoss(x[0], x[1], x[2], reduction: Reduction.None),
            "F.cosine_embedding_loss(x[0], x[1], x[2], reduction='none')", Shapes((6, 4), (6, 4), Ints(6))),
        Case(
            "triplet_margin_loss", x => F.TripletMarginLoss(x[0], x[1], x[2]), "F.triplet_margin_loss(x[0], x[1], x[2])",
            Shapes((5, 4), (5, 4), (5, 4)), Shapes(4, 4, 4), Shapes((5, 4), (1, 4), (5, 1)), Shapes(Number, Number, Number)),
        Case(
            "triplet_margin_loss.swap", x => F.TripletMarginLoss(x[0], x[1], x[2], 0.7, 3, 1e-4, true, Reduction.None),
            "F.triplet_margin_loss(x[0], x[1], x[2], 0.7, 3, 1e-4, True, reduction='none')", Shapes((5, 4), (5, 4), (5, 4))),
        Case(
            "hinge_embedding_loss", x => F.HingeEmbeddingLoss(x[0], x[1].To(DType.Int64) * 2 - 1), "F.hinge_embedding_loss(x[0], x[1].long() * 2 - 1)",
            Shapes((3, 4), Mask((3, 4)))),
        Case(
            "hinge_embedding_loss.none", x => F.HingeEmbeddingLoss(x[0], x[1], 0.3, Reduction.None),
            "F.hinge_embedding_loss(x[0], x[1], 0.3, reduction='none')", Shapes((3, 4), Ints((3, 4))), Shapes((3, 1), Ints(3)), Shapes(3, Ints((2, 3)))),
        Case(
            "margin_ranking_loss", x => F.MarginRankingLoss(x[0], x[1], x[2].To(DType.Int64) * 2 - 1, 0.1),
            "F.margin_ranking_loss(x[0], x[1], x[2].long() * 2 - 1, margin=0.1)", Shapes(6, 6, Mask(6)), Shapes((3, 4), (3, 1), Mask((1, 4)))),
        Case(
            "soft_margin_loss", x => F.SoftMarginLoss(x[0], x[1].To(x[0].DType) * 2 - 1), "F.soft_margin_loss(x[0], x[1].to(x[0].dtype) * 2 - 1)",
            Shapes((3, 4), Mask((3, 4))), Shapes(Number, Mask(Number)), Shapes((3, 4), Mask(4))),
        Case(
            "multilabel_soft_margin_loss", x => F.MultiLabelSoftMarginLoss(x[0], x[1].To(x[0].DType)),
            "F.multilabel_soft_margin_loss(x[0], x[1].to(x[0].dtype))", Shapes((3, 4), Mask((3, 4))), Shapes(4, Mask(4)), Shapes((2, 3, 4), Mask((2, 3, 4)))),
        Case(
            "multilabel_soft_margin_loss.weight", x => F.MultiLabelSoftMarginLoss(x[0], x[1], x[2], Reduction.None),
            "F.multilabel_soft_margin_loss(x[0], x[1], x[2], reduction='none')", Shapes((3, 5), Unit((3, 5)), Weights(5))),
        Case(
            "poisson_nll_loss", x => F.PoissonNllLoss(x[0], x[1]), "F.poisson_nll_loss(x[0], x[1])", Shapes((3, 4), Positive((3, 4)))),
        Case(
            "poisson_nll_loss.full", x => F.PoissonNllLoss(x[0], x[1], logInput: false, full: true, reduction: Reduction.None),
            "F.poisson_nll_loss(x[0], x[1], log_input=False, full=True, reduction='none')", Shapes(Positive((3, 4)), Weights((3, 4)))),
        Case(
            "gaussian_nll_loss", x => F.GaussianNllLoss(x[0], x[1], x[2]), "F.gaussian_nll_loss(x[0], x[1], x[2])",
            Shapes((3, 4), (3, 4), Positive((3, 4))), Shapes((3, 4), (3, 4), Positive(3)), Shapes((3, 4), 4, Positive((3, 4))), Shapes((3, 1), 3, Positive(3))),
        Case(
            "gaussian_nll_loss.full", x => F.GaussianNllLoss(x[0], x[1], x[2], full: true, reduction: Reduction.None),
            "F.gaussian_nll_loss(x[0], x[1], x[2], full=True, reduction='none')", Shapes((3, 4), (3, 4), Positive((3, 1)))),
    ];
}
