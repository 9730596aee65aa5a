namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Indexing() =>
    [
        Case("index.number", x => x[0][1], "x[0][1]", Shapes((3, 4)), Shapes(5), Shapes((2, 3, 4))),
        Case("index.negative", x => x[0][-1, ^2], "x[0][-1, -2]", Shapes((3, 4)), Shapes((2, 3, 4))),
        Case("index.range", x => x[0][1..3], "x[0][1:3]", Shapes((4, 5)), Shapes(7)),
        Case("index.range.end", x => x[0][.., ^3..^1], "x[0][:, -3:-1]", Shapes((4, 5))),
        Case("index.range.past", x => x[0][2..9, 7..], "x[0][2:9, 7:]", Shapes((4, 5))),
        Case("index.step", x => x[0][TensorIndex.Slice(1.., 2), TensorIndex.Slice(.., 3)], "x[0][1::2, ::3]", Shapes((4, 7)), Shapes((5, 6, 2))),
        Case("index.newaxis", x => x[0][TensorIndex.NewAxis, 1, TensorIndex.NewAxis], "x[0][None, 1, None]", Shapes((3, 4))),
        Case("index.ellipsis", x => x[0][TensorIndex.Ellipsis, 1], "x[0][..., 1]", Shapes((3, 4)), Shapes((2, 3, 4)), Shapes(5)),
        Case("index.mixed", x => x[0][1, TensorIndex.Ellipsis, TensorIndex.NewAxis, ..2], "x[0][1, ..., None, :2]", Shapes((2, 3, 4)), Shapes((2, 3, 4, 5))),
        Case("index.permuted", x => x[0].Permute(2, 0, 1)[1..3, 0], "x[0].permute(2, 0, 1)[1:3, 0]", Shapes((2, 3, 4))),
        Case("index.none", x => x[0][TensorIndex.Ellipsis], "x[0][...]", Shapes((3, 4)), Shapes(Number)),
        Case("index.set", x => After(x[0].Clone(), c => c[1] = x[1]), "after(x[0].clone(), lambda c: c.__setitem__(1, x[1]))", Shapes((3, 4), 4), Shapes((3, 4), Number)),
        Case("index.set.range", x => After(x[0].Clone(), c => c[.., 1..3] = x[1]), "after(x[0].clone(), lambda c: c.__setitem__((slice(None), slice(1, 3)), x[1]))",
            Shapes((3, 4), (3, 2)), Shapes((3, 4), (3, 1))),
        Case("index.set.number", x => After(x[0].Clone(), c => c[1..] = 2.5), "after(x[0].clone(), lambda c: c.__setitem__(slice(1, None), 2.5))", Shapes((3, 4))),
        Case("narrow", x => x[0].Narrow(1, 1, 2), "x[0].narrow(1, 1, 2)", Shapes((3, 4)), Shapes((2, 5, 3))),
        Case("narrow.negative", x => x[0].Narrow(-1, -2, 1), "x[0].narrow(-1, -2, 1)", Shapes((3, 4))),
        Case("select", x => x[0].Select(1, 2), "x[0].select(1, 2)", Shapes((3, 4)), Shapes((2, 5, 3))),
        Case("select.negative", x => x[0].Select(-1, -1), "x[0].select(-1, -1)", Shapes((3, 4))),
        Case("gather", x => x[0].Gather(1, x[1]), "x[0].gather(1, x[1])", Shapes((3, 4), Index((3, 5), 4)), Shapes((3, 4), Index((2, 2), 4)), Shapes((2, 3, 5), Index((2, 6, 5), 3))),
        Case("gather.first", x => x[0].Gather(0, x[1]), "x[0].gather(0, x[1])", Shapes((3, 4), Index((5, 4), 3)), Shapes(6, Index(9, 6))),
        Case("gather.int32", x => x[0].Gather(-1, x[1]), "x[0].gather(-1, x[1].long())", Shapes((3, 4), Index((3, 2), 4, DType.Int32))),
        Case("scatter_add", x => x[0].ScatterAdd(1, x[1], x[2]), "x[0].scatter_add(1, x[1], x[2])",
            Shapes((3, 4), Index((3, 5), 4), (3, 5)), Shapes((2, 3, 4), Index((2, 5, 4), 3), (2, 5, 4))),
        Case("scatter_add.larger", x => x[0].ScatterAdd(1, x[1], x[2]), "x[0].scatter_add(1, x[1], x[2][:x[1].size(0), :x[1].size(1)])", Shapes((3, 4), Index((2, 5), 4), (3, 6))),
        Case("scatter_add.first", x => x[0].ScatterAdd(0, x[1], x[2]), "x[0].scatter_add(0, x[1], x[2])", Shapes((3, 4), Index((5, 4), 3), (5, 4)), Shapes(3, Index(7, 3), 7)),
        Case("index_select", x => x[0].IndexSelect(1, x[1]), "x[0].index_select(1, x[1])", Shapes((3, 4), Index(6, 4)), Shapes((2, 3, 5), Index(4, 3))),
        Case("index_select.first", x => x[0].IndexSelect(0, x[1]), "x[0].index_select(0, x[1])", Shapes((3, 4), Index(7, 3)), Shapes((3, 4), Index(Number, 3, DType.Int32))),
        Case("index_add", x => x[0].IndexAdd(1, x[1], x[2]), "x[0].index_add(1, x[1], x[2])", Shapes((3, 4), Index(6, 4), (3, 6)), Shapes((2, 3, 5), Index(4, 3), (2, 4, 5))),
        Case("index_add.first", x => x[0].IndexAdd(0, x[1], x[2]), "x[0].index_add(0, x[1], x[2])", Shapes((3, 4), Index(7, 3), (7, 4)), Shapes(3, Index(7, 3), 7)),
    ];
}
