namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Sorting() =>
    [
        Case("sort", x => x[0].Sort().Values, "x[0].sort(stable=True)[0]", Shapes(Spaced((3, 4))), Shapes(Spaced((2, 3, 5))), Shapes(Number), Shapes(Ints((3, 4))), Shapes(Mask((3, 4))))
            .SpecialRows(),
        Case("sort.first", x => x[0].Sort(0).Values, "x[0].sort(dim=0, stable=True)[0]", Shapes(Spaced((3, 4))), Shapes(Spaced((2, 3, 5)))),
        Case("sort.descending", x => x[0].Sort(1, descending: true).Values, "x[0].sort(dim=1, descending=True, stable=True)[0]", Shapes(Spaced((3, 4))), Shapes(Ints((3, 4), DType.Int32)))
            .SpecialRows(),
        Case("sort.ties", x => x[0].Sort(0, descending: true).Values, "x[0].sort(dim=0, descending=True, stable=True)[0]", Shapes(Ties((9, 4)))).OnKinks("ties"),
        Case("sort.indices", x => x[0].Sort(0).Indices, "x[0].sort(dim=0, stable=True)[1]", Shapes(Ties((40, 3))), Shapes(Spaced((3, 4)))).SpecialRows(),
        Case("sort.indices.descending", x => x[0].Sort(0, descending: true).Indices, "x[0].sort(dim=0, descending=True, stable=True)[1]", Shapes(Ties((40, 3)))).SpecialRows(),
        Case("argsort", x => x[0].ArgSort(1), "x[0].argsort(dim=1, stable=True)", Shapes(Ties((3, 9))), Shapes(Spaced((3, 4)))),
        Case("topk", x => x[0].TopK(2).Values, "x[0].topk(2)[0]", Shapes(Spaced((3, 4))), Shapes(Spaced((2, 3, 5))), Shapes(Ints((3, 4)))).SpecialRows()
            .Deviates("special", "of four equal elements the first two count; PyTorch takes any"),
        Case("topk.smallest", x => x[0].TopK(2, 0, largest: false).Values, "x[0].topk(2, 0, largest=False)[0]", Shapes(Spaced((3, 4))), Shapes(Spaced((4, 3, 2)))),
        Case("topk.indices", x => x[0].TopK(3, 1).Indices, "x[0].topk(3, 1)[1]", Shapes(Spaced((3, 7)))),
        Case("topk.one", x => x[0].TopK(1, 0).Values, "x[0].topk(1, 0)[0]", Shapes(Spaced((3, 4))), Shapes(Number)),
        Case("topk.few", x => x[0].TopK(2).Values, "x[0].topk(2)[0]", Shapes(Spaced((3, 20))), Shapes(Of(DType.Float32, (2, 70))), Shapes(Ints((1, 17)))),
        Case("topk.few.smallest", x => x[0].TopK(3, 0, largest: false).Values, "x[0].topk(3, 0, largest=False)[0]", Shapes(Spaced((25, 3)))),
        Case("topk.few.indices", x => x[0].TopK(5, 1).Indices, "x[0].topk(5, 1)[1]", Shapes(Spaced((3, 90)))),
        Case("sort.long", x => x[0].Sort(1, descending: true).Values, "x[0].sort(dim=1, descending=True, stable=True)[0]", Shapes(Spaced((1, 200)))),
        Case("sort.long.indices", x => x[0].Sort().Indices, "x[0].sort(stable=True)[1]", Shapes(Ties((2, 300))), Shapes(Ints((2, 300))), Shapes(Mask((2, 300)))),
        Case("median", x => x[0].Median(), "x[0].median()", Shapes(Spaced((3, 5))), Shapes(Spaced((3, 4))), Shapes(Number), Shapes(Ints((3, 4)))).SpecialRows(),
        Case("median.ties", x => x[0].Median(), "x[0].median()", Shapes(Ties((3, 5)))).OnKinks("ties"),
        Case("median.dim", x => x[0].Median(1).Values, "x[0].median(1)[0]", Shapes(Spaced((3, 5))), Shapes(Spaced((2, 4, 3))), Shapes(Ints((3, 4)))).SpecialRows(),
        Case("median.dim.keep", x => x[0].Median(-1, keepDim: true).Values, "x[0].median(-1, keepdim=True)[0]", Shapes(Spaced((3, 4))), Shapes(Number)),
        Case("median.indices", x => x[0].Median(1).Indices, "x[0].median(1)[1]", Shapes(Spaced((3, 5)))).SpecialRows(),
    ];
}
