using Autograd.Nn;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Linalg() =>
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
    ];
}
