namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Movement() =>
    [
        Case("reshape", x => x[0].Reshape(2, -1), "x[0].reshape(2, -1)", Shapes((3, 4)), Shapes((2, 3, 5))),
        Case("reshape.copy", x => x[0].T.Reshape(-1), "x[0].t().reshape(-1)", Shapes((3, 4))),
        Case("reshape.number", x => x[0].Reshape(), "x[0].reshape(())", Shapes((1, 1)), Shapes(Number)),
        Case("view", x => x[0].View(6, 2), "x[0].view(6, 2)", Shapes((3, 4)), Shapes((2, 3, 2))).MayRefuseLayouts("a view cannot copy"),
        Case("view.permuted", x => x[0].Permute(1, 0, 2).View(3, 2, 2, 2), "x[0].permute(1, 0, 2).view(3, 2, 2, 2)", Shapes((2, 3, 4))).MayRefuseLayouts("a view cannot copy"),
        Case("flatten", x => x[0].Flatten(), "x[0].flatten()", Shapes((2, 3, 4)), Shapes(Number), Shapes(5)),
        Case("flatten.dims", x => x[0].Flatten(1, 2), "x[0].flatten(1, 2)", Shapes((2, 3, 4, 5))),
        Case("flatten.copy", x => x[0].Transpose(0, 2).Flatten(1), "x[0].transpose(0, 2).flatten(1)", Shapes((2, 3, 4))),
        Case("transpose", x => x[0].Transpose(0, -1), "x[0].transpose(0, -1)", Shapes((3, 4)), Shapes((2, 3, 4)), Shapes(Number)),
        Case("T", x => x[0].T, "x[0].t()", Shapes((3, 4)), Shapes(3), Shapes(Number)),
        Case("permute", x => x[0].Permute(2, 0, 1), "x[0].permute(2, 0, 1)", Shapes((2, 3, 4))),
        Case("permute.negative", x => x[0].Permute(-1, 0, 2, 1), "x[0].permute(-1, 0, 2, 1)", Shapes((2, 3, 4, 5))),
        Case("expand", x => x[0].Expand(2, -1, 4), "x[0].expand(2, -1, 4)", Shapes((3, 1)), Shapes((1, 3, 1)), Shapes((2, 3, 4))),
        Case("expand.number", x => x[0].Expand(2, 3), "x[0].expand(2, 3)", Shapes(Number)),
        Case("broadcast_to", x => x[0].BroadcastTo([2, 3, 4]), "x[0].broadcast_to((2, 3, 4))", Shapes((3, 1)), Shapes(4), Shapes((2, 3, 4))),
        Case("expand.used", x => x[0].Expand(4, 3) * x[1], "x[0].expand(4, 3) * x[1]", Shapes(3, (4, 3))),
        Case("squeeze", x => x[0].Squeeze(), "x[0].squeeze()", Shapes((1, 3, 1, 4)), Shapes((3, 4)), Shapes((1, 1))),
        Case("squeeze.dim", x => x[0].Squeeze(1), "x[0].squeeze(1)", Shapes((3, 1, 4)), Shapes((3, 4))),
        Case("unsqueeze", x => x[0].Unsqueeze(1), "x[0].unsqueeze(1)", Shapes((3, 4)), Shapes(3)),
        Case("unsqueeze.last", x => x[0].Unsqueeze(-1), "x[0].unsqueeze(-1)", Shapes((3, 4)), Shapes(Number)),
        Case("cat", x => Tensor.Cat([x[0], x[1], x[2]]), "torch.cat([x[0], x[1], x[2]])", Shapes((3, 4), (2, 4), (1, 4)), Shapes(3, 2, 4)),
        Case("cat.dim", x => Tensor.Cat([x[0], x[1]], -1), "torch.cat([x[0], x[1]], -1)", Shapes((2, 3, 4), (2, 3, 5))),
        Case("cat.same", x => Tensor.Cat([x[0], x[0] * 2, x[0]], 1), "torch.cat([x[0], x[0] * 2, x[0]], 1)", Shapes((3, 4))),
        Case("cat.five", x => Tensor.Cat([x[0], x[1], x[0], x[1], x[0]]), "torch.cat([x[0], x[1], x[0], x[1], x[0]])", Shapes((3, 4), (2, 4))),
        Case("cat.mixed", x => Tensor.Cat([x[0], x[1]]), "torch.cat([x[0], x[1]])", Shapes(3, Ints(4)), Shapes(Ints(3), Mask(4)), Shapes(3, Of(DType.Float32, 4))),
        Case("stack", x => Tensor.Stack([x[0], x[1]]), "torch.stack([x[0], x[1]])", Shapes((3, 4), (3, 4)), Shapes(Number, Number)),
        Case("stack.dim", x => Tensor.Stack([x[0], x[1], x[0]], -1), "torch.stack([x[0], x[1], x[0]], -1)", Shapes((3, 4), (3, 4))),
        Case("clone", x => x[0].Clone(), "x[0].clone()", Shapes((3, 4)), Shapes(Number)),
        Case("contiguous", x => x[0].T.Contiguous(), "x[0].t().contiguous()", Shapes((3, 4))),
        Case("to.float32", x => x[0].To(DType.Float32), "x[0].to(torch.float32)", Shapes((3, 4)), Shapes(Ints(5)), Shapes(Mask(5))),
        Case("to.float64", x => x[0].To(DType.Float64), "x[0].to(torch.float64)", Shapes(Of(DType.Float32, (3, 4))), Shapes((3, 4))),
        Case("to.int64", x => x[0].To(DType.Int64), "x[0].to(torch.int64)", Shapes((3, 4)), Shapes(Mask(5))),
        Case("to.int32", x => x[0].To(DType.Int32), "x[0].to(torch.int32)", Shapes((3, 4)), Shapes(Ints(5))),
        Case("to.uint8", x => x[0].To(DType.UInt8), "x[0].to(torch.uint8)", Shapes(Positive((3, 4))), Shapes(Index(5, 200))),
        Case("to.bool", x => x[0].To(DType.Bool), "x[0].to(torch.bool)", Shapes(Ties((3, 4))), Shapes(Ints(9))).Specials(),
    ];
}
