using Autograd.Nn;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private const string
        NoChannelsAtAll = "PyTorch 1.13 fails where there are no channels (in instance normalisation: or no samples)",
        NothingMet = "the gradient of a weight that met nothing is NaN in PyTorch 1.13; a sum of nothing is 0";

    private static OpCase[] Normalizations() =>
    [
        Case("batch_norm", x => F.BatchNorm(x[0], null, null, x[1], x[2], training: true), "F.batch_norm(x[0], None, None, x[1], x[2], True)",
            Shapes((4, 3, 5), 3, 3), Shapes((6, 3), 3, 3), Shapes((2, 3, 2, 4), 3, 3), Shapes((2, 9, 17), 9, 9))
            .Deviates("0.3to0", NoChannelsAtAll).Deviates("1.3to0", NoChannelsAtAll),
        Case("batch_norm.plain", x => F.BatchNorm(x[0], null, null, training: true), "F.batch_norm(x[0], None, None, training=True)",
            Shapes((4, 3, 5)), Shapes((6, 3)), Shapes((33, 2))),
        Case("batch_norm.eps", x => F.BatchNorm(x[0], null, null, x[1], training: true, eps: 0.5), "F.batch_norm(x[0], None, None, x[1], None, True, eps=0.5)",
            Shapes((4, 3, 5), 3))
            .Deviates("0.3to0", NoChannelsAtAll),
        Case("batch_norm.eval", x => F.BatchNorm(x[0], x[1], x[2], x[3], x[4]), "F.batch_norm(*x)",
            Shapes((4, 3, 5), Weights(3), Weights(3), 3, 3), Shapes((6, 3), Weights(3), Weights(3), 3, 3))
            .Deviates("0.3to0", NoChannelsAtAll).Deviates("1.3to0", NoChannelsAtAll),
        Case("batch_norm.eval.plain", x => F.BatchNorm(x[0], x[1], x[2]), "F.batch_norm(*x)", Shapes((4, 3, 5), Weights(3), Weights(3))),
        Case("layer_norm", x => F.LayerNorm(x[0], [5], x[1], x[2]), "F.layer_norm(x[0], (5,), x[1], x[2])",
            Shapes((4, 5), 5, 5), Shapes((2, 3, 5), 5, 5), Shapes(5, 5, 5)),
        Case("layer_norm.long", x => F.LayerNorm(x[0], [37], x[1], x[2]), "F.layer_norm(x[0], (37,), x[1], x[2])", Shapes((3, 37), 37, 37)),
        Case("layer_norm.dims", x => F.LayerNorm(x[0], [3, 4], x[1], x[2], eps: 0.1), "F.layer_norm(x[0], (3, 4), x[1], x[2], eps=0.1)",
            Shapes((2, 5, 3, 4), (3, 4), (3, 4))),
        Case("layer_norm.plain", x => F.LayerNorm(x[0], [5]), "F.layer_norm(x[0], (5,))", Shapes((4, 5))),
        Case("layer_norm.weight", x => F.LayerNorm(x[0], [5], x[1]), "F.layer_norm(x[0], (5,), x[1])", Shapes((4, 5), 5)),
        Case("group_norm", x => F.GroupNorm(x[0], 2, x[1], x[2]), "F.group_norm(x[0], 2, x[1], x[2])",
            Shapes((3, 4, 5), 4, 4), Shapes((3, 6, 2, 4), 6, 6), Shapes((3, 4), 4, 4))
            .Deviates("0.5to0", NothingMet).Deviates("1.2to0", NothingMet).Deviates("1.4to0", NothingMet),
        Case("group_norm.plain", x => F.GroupNorm(x[0], 3, eps: 0.1), "F.group_norm(x[0], 3, eps=0.1)", Shapes((2, 6, 5))),
        Case("group_norm.bias", x => F.GroupNorm(x[0], 1, bias: x[1]), "F.group_norm(x[0], 1, torch.ones_like(x[1]), x[1])", Shapes((2, 6, 5), 6)),
        Case("instance_norm", x => F.InstanceNorm(x[0], weight: x[1], bias: x[2]), "F.instance_norm(x[0], weight=x[1], bias=x[2])",
            Shapes((2, 3, 5), 3, 3), Shapes((2, 3, 4, 5), 3, 3))
            .Deviates("0.2to0", NoChannelsAtAll).Deviates("0.3to0", NoChannelsAtAll).Deviates("1.2to0", NoChannelsAtAll).Deviates("1.3to0", NoChannelsAtAll),
        Case("instance_norm.plain", x => F.InstanceNorm(x[0]), "F.instance_norm(x[0])", Shapes((2, 3, 5))),
        Case("instance_norm.eval", x => F.InstanceNorm(x[0], x[1], x[2], x[3], x[4], useInputStats: false), "F.instance_norm(*x, use_input_stats=False)",
            Shapes((2, 3, 5), Weights(3), Weights(3), 3, 3))
            .Deviates("0.2to0", NoChannelsAtAll).Deviates("0.3to0", NoChannelsAtAll),
        // PyTorch 1.13 has none: written out.
        Case("rms_norm", x => F.RmsNorm(x[0], [x[0].Shape[^1]], x[1], eps: 0.1), "x[0] * torch.rsqrt(x[0].pow(2).mean(-1, keepdim=True) + 0.1) * x[1]",
            Shapes((4, 5), 5), Shapes((2, 3, 5), 5)),
        Case("rms_norm.dims", x => F.RmsNorm(x[0], [x[0].Shape[1], x[0].Shape[2]], eps: 0.01), "x[0] * torch.rsqrt(x[0].pow(2).mean((-1, -2), keepdim=True) + 0.01)", Shapes((2, 3, 4))),
        Case("local_response_norm", x => F.LocalResponseNorm(x[0], 3, alpha: 0.5, k: 1.5), "F.local_response_norm(x[0], 3, alpha=0.5, k=1.5)",
            Shapes((2, 5, 4)), Shapes((2, 4, 3, 2)), Shapes((1, 3, 2, 2, 2))),
        Case("local_response_norm.even", x => F.LocalResponseNorm(x[0], 2, 0.5, beta: 2), "F.local_response_norm(x[0], 2, 0.5, beta=2)", Shapes((2, 5, 4)), Shapes((1, 3, 2, 3))),
        Case("local_response_norm.wide", x => F.LocalResponseNorm(x[0], 8, 0.5), "F.local_response_norm(x[0], 8, 0.5)", Shapes((2, 3, 4))),
        Case("normalize", x => F.Normalize(x[0]), "F.normalize(x[0])", Shapes((4, 5)), Shapes((2, 3, 5))),
        Case("normalize.p", x => F.Normalize(x[0], p: 3, dim: 0), "F.normalize(x[0], p=3, dim=0)", Shapes(Nonzero((4, 5)))),
        Case("normalize.one", x => F.Normalize(x[0], p: 1, dim: -1), "F.normalize(x[0], p=1, dim=-1)", Shapes(Nonzero((4, 5)))),
        Case("normalize.largest", x => F.Normalize(x[0], p: double.PositiveInfinity), "F.normalize(x[0], p=float('inf'))", Shapes(Spaced((4, 5)))),
    ];
}
