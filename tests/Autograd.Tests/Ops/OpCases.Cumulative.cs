namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Cumulative() =>
    [
        Case("cumsum", x => x[0].CumSum(1), "x[0].cumsum(1)", Shapes((3, 4)), Shapes((2, 3, 5)), Shapes(Ints((3, 4))), Shapes(Ints((3, 4), DType.Int32)), Shapes(Mask((3, 4)))).SpecialRows(),
        Case("cumsum.first", x => x[0].CumSum(0), "x[0].cumsum(0)", Shapes((3, 4)), Shapes(Number), Shapes(7)),
        Case("cumprod", x => x[0].CumProd(1), "x[0].cumprod(1)", Shapes((3, 4)), Shapes((2, 3, 5)), Shapes(Ints((3, 4))), Shapes(Mask((3, 4)))).SpecialRows()
            .Deviates("special", "the product of the elements before and after, where PyTorch divides by the element: inf / inf"),
        Case("cumprod.first", x => x[0].CumProd(0), "x[0].cumprod(0)", Shapes((3, 4)), Shapes(Number), Shapes(7)),
        Case("cumprod.zeros", x => x[0].CumProd(-1), "x[0].cumprod(-1)", Shapes(Ties((6, 5)))),
        Case("logcumsumexp", x => x[0].LogCumSumExp(1), "x[0].logcumsumexp(1)", Shapes((3, 4)), Shapes((2, 3, 5))).SpecialRows()
            .Deviates("special", "the gradient of the log of nothing is 0 (PyTorch: NaN)"),
        Case("logcumsumexp.far", x => (x[0] * 400).LogCumSumExp(0), "(x[0] * 400).logcumsumexp(0)", Shapes((3, 4)), Shapes(Number))
            .OnKinks("differences of a thousand vanish in exp").SecondNotInTorch("what is left of it lies below the last digit of the running value").Loose(1e-3),
        Case("linear_scan", x => new LinearScanOp(reverse: false).Apply(x[0], x[1]),
            "torch.stack([h := x[1][:, 0]] + [h := x[1][:, i] + x[0][:, i] * h for i in range(1, x[0].size(1))], 1)", Shapes((3, 4), (3, 4)), Shapes(Ties((6, 5)), (6, 5)))
            .Deviates("0.4to0", "this way to write it needs a first column").Deviates("1.5to0", "this way to write it needs a first column"),
        Case("linear_scan.reverse", x => new LinearScanOp(reverse: true).Apply(x[0], x[1]),
            "torch.stack(([h := x[1][:, -1]] + [h := x[1][:, i] + x[0][:, i] * h for i in range(x[0].size(1) - 2, -1, -1)])[::-1], 1)", Shapes((3, 4), (3, 4)))
            .Deviates("0.4to0", "this way to write it needs a last column"),
        Case("cummax", x => x[0].CumMax(1).Values, "x[0].cummax(1)[0]", Shapes(Spaced((3, 4))), Shapes(Spaced((2, 3, 5))), Shapes(Ints((3, 4)))).SpecialRows(),
        Case("cummax.ties", x => x[0].CumMax(0).Values, "x[0].cummax(0)[0]", Shapes(Ties((6, 5)))).OnKinks("ties"),
        Case("cummax.indices", x => x[0].CumMax(0).Indices, "x[0].cummax(0)[1]", Shapes(Ties((6, 5))), Shapes(Mask((6, 5)))).SpecialRows(),
        Case("cummin", x => x[0].CumMin(-1).Values, "x[0].cummin(-1)[0]", Shapes(Spaced((3, 4))), Shapes(Spaced((2, 3, 5)))).SpecialRows(),
        Case("cummin.ties", x => x[0].CumMin(0).Values, "x[0].cummin(0)[0]", Shapes(Ties((6, 5)))).OnKinks("ties"),
        Case("cummin.indices", x => x[0].CumMin(1).Indices, "x[0].cummin(1)[1]", Shapes(Ties((6, 5)))).SpecialRows(),
    ];
}
