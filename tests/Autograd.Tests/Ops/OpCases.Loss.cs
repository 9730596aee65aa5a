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
    ];
}
