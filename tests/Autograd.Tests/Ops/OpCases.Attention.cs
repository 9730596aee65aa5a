using Autograd.Nn;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    // PyTorch 1.13 has a private form only: the composed expression judges.
    private static OpCase[] Attentions() =>
    [
        Case("attention", x => F.ScaledDotProductAttention(x[0], x[1], x[2]), "((x[0] @ x[1].transpose(-1, -2)) / 6 ** 0.5).softmax(-1) @ x[2]",
            Shapes((3, 6), (5, 6), (5, 4)), Shapes((2, 3, 6), (2, 5, 6), (2, 5, 4)), Shapes((2, 1, 3, 6), (4, 5, 6), (1, 1, 5, 4)))
            .Deviates("0.6to0", "the row's expression divides by the root of 6; a size of 0 has scores of 0")
            .Deviates("0.6to1", "the row's expression divides by the root of 6")
            .Deviates("1.6to0", "the row's expression divides by the root of 6; a size of 0 has scores of 0")
            .Deviates("1.6to1", "the row's expression divides by the root of 6"),
        Case("attention.scale", x => F.ScaledDotProductAttention(x[0], x[1], x[2], scale: 0.3), "((x[0] @ x[1].transpose(-1, -2)) * 0.3).softmax(-1) @ x[2]",
            Shapes((2, 3, 6), (2, 5, 6), (2, 5, 4))),
        Case("attention.causal", x => F.ScaledDotProductAttention(x[0], x[1], x[2], isCausal: true, scale: 0.5),
            "((x[0] @ x[1].transpose(-1, -2)) * 0.5).masked_fill(~torch.ones(x[0].shape[-2], x[1].shape[-2], dtype=torch.bool).tril(), float('-inf')).softmax(-1) @ x[2]",
            Shapes((2, 4, 6), (2, 4, 6), (2, 4, 3)), Shapes((3, 2), (5, 2), (5, 2)), Shapes((5, 2), (3, 2), (3, 2))),
        Case("attention.causal.offset", x => F.ScaledDotProductAttention(x[0], x[1], x[2], isCausal: true, scale: 0.5, causalOffset: 2),
            "((x[0] @ x[1].transpose(-1, -2)) * 0.5).masked_fill(~torch.ones(x[0].shape[-2], x[1].shape[-2], dtype=torch.bool).tril(2), float('-inf')).softmax(-1) @ x[2]",
            Shapes((2, 3, 6), (2, 5, 6), (2, 5, 4)), Shapes((1, 2), (4, 2), (4, 2))),
        Case("attention.mask", x => F.ScaledDotProductAttention(x[0], x[1], x[2], x[3], scale: 0.5), "((x[0] @ x[1].transpose(-1, -2)) * 0.5 + x[3]).softmax(-1) @ x[2]",
            Shapes((2, 3, 6), (2, 5, 6), (2, 5, 4), (3, 5))),
        Case("attention.mask.bool", x => F.ScaledDotProductAttention(x[0], x[1], x[2], x[3].Ge(0), scale: 0.5),
            "((x[0] @ x[1].transpose(-1, -2)) * 0.5).masked_fill(x[3] < 0, float('-inf')).softmax(-1) @ x[2]",
            Shapes((2, 3, 6), (2, 7, 6), (2, 7, 4), Weights((2, 1, 7)))),
    ];
}
