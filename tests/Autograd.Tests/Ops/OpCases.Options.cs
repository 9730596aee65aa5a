using Autograd.Nn;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private const string NothingToWeigh = "PyTorch refuses an input without features; a sum of nothing is 0";

    /// <summary>What an operation can be told beside its inputs: the dtype to compute in, the rounding of a quotient, a factor, bounds that are tensors.</summary>
    private static OpCase[] Options() =>
    [
        Case("sum.dtype", x => x[0].Sum([0], dtype: DType.Float64), "x[0].sum(0, dtype=torch.float64)", Shapes((3, 4)), Shapes(Ints((3, 4))), Shapes(Mask((3, 4)))),
        Case("sum.dtype.whole", x => (x[0] * 3).Sum(1, dtype: DType.Int32), "(x[0] * 3).sum(1, dtype=torch.int32)", Shapes(Ints((3, 4))), Shapes(Mask((3, 4)))),
        Case("mean.dtype", x => x[0].Mean(1, dtype: DType.Float64), "x[0].mean(1, dtype=torch.float64)", Shapes((3, 4)), Shapes(Ints((3, 4)))),
        Case("prod.dtype", x => x[0].Prod(1, dtype: DType.Float64), "x[0].prod(1, dtype=torch.float64)", Shapes((3, 4)), Shapes(Ints((3, 4)))),
        Case("nansum.dtype", x => x[0].NanSum([1], dtype: DType.Float64), "x[0].nansum(1, dtype=torch.float64)", Shapes((3, 4)), Shapes(Ints((3, 4)))),
        Case("cumsum.dtype", x => x[0].CumSum(1, DType.Float64), "x[0].cumsum(1, dtype=torch.float64)", Shapes((3, 4)), Shapes(Ints((3, 4)))),
        Case("cumprod.dtype", x => x[0].CumProd(1, DType.Float64), "x[0].cumprod(1, dtype=torch.float64)", Shapes((3, 4)), Shapes(Ints((3, 4)))),
        Case("softmax.dtype", x => x[0].Softmax(1, DType.Float64), "x[0].softmax(1, dtype=torch.float64)", Shapes((3, 4)), Shapes(Ints((3, 4)))),
        Case("log_softmax.dtype", x => F.LogSoftmax(x[0], 1, DType.Float64), "F.log_softmax(x[0], 1, dtype=torch.float64)", Shapes((3, 4)), Shapes(Ints((3, 4)))),

        Binary("add.alpha", (a, b) => a.Add(b, 2.5), "x[0].add(x[1], alpha=2.5)").Specials(),
        Binary("sub.alpha", (a, b) => a.Sub(b, 2.5), "x[0].sub(x[1], alpha=2.5)").Specials(),
        Case("add.alpha.ints", x => x[0].Add(x[1], 3), "x[0].add(x[1], alpha=3)", Shapes(Ints((3, 4)), Ints(4)), Shapes(Ints((3, 4)), Ties(4))),
        Case("add_.alpha", x => (x[0] * 1).Add_(x[1], 3), "(x[0] * 1).add_(x[1], alpha=3)", Shapes((3, 4), 4)),
        Case("sub_.alpha", x => (x[0] * 1).Sub_(x[1], 3), "(x[0] * 1).sub_(x[1], alpha=3)", Shapes((3, 4), 4)),

        Binary("div.floor", (a, b) => a.Div(b, RoundingMode.Floor), "x[0].div(x[1], rounding_mode='floor')", Domain.Plain, Domain.Nonzero).OnKinks("steps").Specials(),
        Binary("div.trunc", (a, b) => a.Div(b, RoundingMode.Trunc), "x[0].div(x[1], rounding_mode='trunc')", Domain.Plain, Domain.Nonzero).OnKinks("steps").Specials(),
        Case("div.floor.ints", x => x[0].FloorDivide(x[1] + 5), "x[0].floor_divide(x[1] + 5)", Shapes(Ints((9, 9)), Ints((9, 9)))),
        Case("div.floor.ints.negative", x => x[0].FloorDivide(x[1] - 5), "x[0].floor_divide(x[1] - 5)", Shapes(Ints((9, 9)), Ints((9, 9)))),
        Case("div.trunc.ints", x => x[0].Div(x[1] - 5, RoundingMode.Trunc), "x[0].div(x[1] - 5, rounding_mode='trunc')", Shapes(Ints((9, 9)), Ints((9, 9)))),
        Case("div.floor.scalar", x => x[0].FloorDivide(-0.3), "x[0].div(-0.3, rounding_mode='floor')", Shapes((5, 7)), Shapes(Ints((3, 4)))).OnKinks("steps"),
        Case("div.trunc.scalar", x => x[0].Div(3, RoundingMode.Trunc), "x[0].div(3, rounding_mode='trunc')", Shapes(Ints((9, 9))), Shapes((5, 7))).OnKinks("steps"),
        Case("div_.floor", x => (x[0] * 1).Div_(x[1], RoundingMode.Floor), "(x[0] * 1).div_(x[1], rounding_mode='floor')", Shapes((3, 4), Nonzero(4))).OnKinks("steps"),
        Case("div_.trunc.scalar", x => (x[0] * 1).Div_(0.3, RoundingMode.Trunc), "(x[0] * 1).div_(0.3, rounding_mode='trunc')", Shapes((3, 4))).OnKinks("steps"),

        Case("where.number", x => Tensor.Where(x[1], x[0], 0.1), "torch.where(x[1], x[0], 0.1)", Shapes((3, 4), Mask((3, 4))), Shapes(4, Mask((3, 4)))),
        Case("where.number.left", x => Tensor.Where(x[1], 0.1, x[0]), "torch.where(x[1], 0.1, x[0])", Shapes((3, 4), Mask((3, 4))), Shapes(Number, Mask((3, 4)))),
        Case("where.number.ints", x => Tensor.Where(x[1], x[0], 0.5), "torch.where(x[1], x[0], torch.tensor(0.5))", Shapes(Ints((3, 4)), Mask((3, 4)))),
        Case("where.numbers", x => Tensor.Where(x[0], 1.0, 0), "torch.where(x[0], 1.0, 0)", Shapes(Mask((3, 4)))),

        Case("clamp.tensors", x => x[0].Clamp(x[1], x[2]), "x[0].clamp(x[1], x[2])", Shapes((3, 4), (3, 4), (3, 4)), Shapes((3, 4), 4, Number)),
        Case("clamp.tensors.min", x => x[0].Clamp(min: x[1]), "x[0].clamp(min=x[1])", Shapes((3, 4), 4)).Specials(),
        Case("clamp.tensors.max", x => x[0].Clamp(max: x[1]), "x[0].clamp(max=x[1])", Shapes((3, 4), 4)).Specials(),
        Case("clamp.tensors.ties", x => x[0].Clamp(x[1], x[2]), "x[0].clamp(x[1], x[2])", Shapes(Ties((6, 5)), Ties((6, 5)), Ties((6, 5)))).OnKinks("ties"),
        Case("clamp.tensors.ints", x => x[0].Clamp(x[1], x[2]), "x[0].clamp(x[1], x[2])", Shapes(Ints((3, 4)), Ints(4), Ints((3, 4), DType.Int32))),

        Unary("threshold", x => x.Threshold(0.5, 7), "F.threshold(x[0], 0.5, 7)").Specials(),
        Unary("threshold_", x => (x * 1).Threshold_(-0.5, 7), "F.threshold(x[0] * 1, -0.5, 7, True)"),
        Case("bilinear", x => F.Bilinear(x[0], x[1], x[2], x[3]), "F.bilinear(x[0], x[1], x[2], x[3])", Shapes((3, 4), (3, 5), (2, 4, 5), 2), Shapes((2, 3, 4), (2, 3, 5), (6, 4, 5), 6))
            .Deviates("0.4to0", NothingToWeigh).Deviates("1.4to0", NothingToWeigh).Deviates("0.5to0", NothingToWeigh).Deviates("1.5to0", NothingToWeigh),
        Case("bilinear.one", x => F.Bilinear(x[0], x[1], x[2]), "F.bilinear(x[0], x[1], x[2])", Shapes(4, 5, (2, 4, 5))).Deviates("0.4to0", NothingToWeigh).Deviates("0.5to0", NothingToWeigh),
        Case("index_add.alpha", x => x[0].IndexAdd(0, x[2], x[1], 2.5), "x[0].index_add(0, x[2], x[1], alpha=2.5)", Shapes((3, 4), (5, 4), Index(5, 3))),
        Case("index_add_.alpha", x => (x[0] * 1).IndexAdd_(0, x[2], x[1], 2.5), "(x[0] * 1).index_add_(0, x[2], x[1], alpha=2.5)", Shapes((3, 4), (5, 4), Index(5, 3))),
    ];
}
