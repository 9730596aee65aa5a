using Autograd.Nn;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Products() =>
    [
        Case("matmul", x => x[0].MatMul(x[1]), "x[0] @ x[1]", Shapes((3, 4), (4, 2)), Shapes((2, 3, 4), (2, 4, 5)), Shapes((7, 33), (33, 5))),
        Case("matmul.vectors", x => x[0].MatMul(x[1]), "x[0] @ x[1]", Shapes(4, 4)),
        Case("matmul.matrix.vector", x => x[0].MatMul(x[1]), "x[0] @ x[1]", Shapes((3, 4), 4), Shapes((2, 3, 4), 4), Shapes((5, 2, 3, 4), 4)),
        Case("matmul.vector.matrix", x => x[0].MatMul(x[1]), "x[0] @ x[1]", Shapes(4, (4, 2)), Shapes(4, (3, 4, 2))),
        Case("matmul.batch.matrix", x => x[0].MatMul(x[1]), "x[0] @ x[1]", Shapes((2, 3, 4), (4, 5)), Shapes((4, 5), (2, 5, 3))),
        Case("matmul.broadcast", x => x[0].MatMul(x[1]), "x[0] @ x[1]", Shapes((2, 1, 3, 4), (5, 4, 2)), Shapes((1, 3, 4), (2, 4, 5))),
        Case("matmul.transposed", x => x[0].T.MatMul(x[1].T), "x[0].t() @ x[1].t()", Shapes((4, 3), (2, 4))),
        Case("matmul.self", x => x[0].MatMul(x[0].T), "x[0] @ x[0].t()", Shapes((3, 4))),
        Case("matmul.ints", x => x[0].MatMul(x[1]), "x[0] @ x[1]", Shapes(Ints((3, 4)), Ints((4, 2)))),
        Case("linear", x => F.Linear(x[0], x[1]), "F.linear(x[0], x[1])", Shapes((3, 4), (2, 4))),
        Case("linear.bias", x => F.Linear(x[0], x[1], x[2]), "F.linear(x[0], x[1], x[2])", Shapes((3, 4), (2, 4), 2), Shapes((5, 3, 4), (2, 4), 2), Shapes(4, (2, 4), 2)),
        Case("dot", x => x[0].Dot(x[1]), "x[0].dot(x[1])", Shapes(4, 4)),
        Case("outer", x => x[0].Outer(x[1]), "x[0].outer(x[1])", Shapes(3, 4), Shapes(Ints(3), 2)),
        Case("mv", x => x[0].Mv(x[1]), "x[0].mv(x[1])", Shapes((3, 4), 4)),
        Case("mm", x => x[0].Mm(x[1]), "x[0].mm(x[1])", Shapes((3, 4), (4, 2))),
        Case("bmm", x => x[0].Bmm(x[1]), "x[0].bmm(x[1])", Shapes((2, 3, 4), (2, 4, 5))),
        Case("addmm", x => x[0].Addmm(x[1], x[2]), "torch.addmm(x[0], x[1], x[2])", Shapes((3, 2), (3, 4), (4, 2)), Shapes(2, (3, 4), (4, 2))),
        Case("addmm.scaled", x => x[0].Addmm(x[1], x[2], 0.5, -2), "torch.addmm(x[0], x[1], x[2], beta=0.5, alpha=-2)", Shapes((3, 2), (3, 4), (4, 2))),
        Case("addmm.without", x => x[0].Addmm(x[1], x[2], beta: 0), "torch.addmm(x[0], x[1], x[2], beta=0)", Shapes((3, 2), (3, 4), (4, 2))),
        Case("baddbmm", x => x[0].Baddbmm(x[1], x[2], 2, 3), "torch.baddbmm(x[0], x[1], x[2], beta=2, alpha=3)", Shapes((2, 3, 5), (2, 3, 4), (2, 4, 5)), Shapes(5, (2, 3, 4), (2, 4, 5))),
        Case("trace", x => x[0].Trace(), "x[0].trace()", Shapes((3, 4)), Shapes(Ints((3, 3))))
            .Deviates("0.4to1", "PyTorch 1.13 gives elements of a tall matrix a gradient that are not on its diagonal"),
        Case("tensordot", x => x[0].Tensordot(x[1]), "torch.tensordot(x[0], x[1])", Shapes((2, 3, 4), (3, 4, 5))),
        Case("tensordot.none", x => x[0].Tensordot(x[1], 0), "torch.tensordot(x[0], x[1], 0)", Shapes((2, 3), 4)),
        Case("tensordot.dims", x => x[0].Tensordot(x[1], [2, 0], [0, -1]), "torch.tensordot(x[0], x[1], ([2, 0], [0, -1]))", Shapes((2, 3, 4), (4, 5, 2))),
        Case("kron", x => x[0].Kron(x[1]), "torch.kron(x[0], x[1])", Shapes((2, 3), (4, 5)), Shapes(3, (2, 4)), Shapes((2, 3), Number)),
        Case("cross", x => x[0].Cross(x[1]), "torch.cross(x[0], x[1])", Shapes((2, 3), (2, 3)), Shapes((3, 4), (3, 4))),
        Case("cross.dim", x => x[0].Cross(x[1], -1), "torch.cross(x[0], x[1], -1)", Shapes((3, 3), (3, 3)), Shapes((2, 1, 3), (1, 4, 3))),
        Case("cosine_similarity", x => F.CosineSimilarity(x[0], x[1]), "F.cosine_similarity(x[0], x[1])", Shapes((3, 4), (3, 4)), Shapes((2, 3, 4), (3, 4))),
        Case("cosine_similarity.dim", x => F.CosineSimilarity(x[0], x[1], -1, 0.1), "F.cosine_similarity(x[0], x[1], -1, 0.1)", Shapes((3, 4), 4), Shapes((2, 3, 4), (3, 4))),
        Case("cosine_similarity.short", x => F.CosineSimilarity(x[0], x[1], eps: 100), "F.cosine_similarity(x[0], x[1], eps=100)", Shapes((3, 4), (3, 4)))
            .OnKinks("the least length has no part in PyTorch's gradient"),
    ];
}
