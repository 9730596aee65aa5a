namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private const string TorchDefinite = "(x[0] @ x[0].mT + 2 * torch.eye(x[0].size(-2)))";
    private const string TorchRegular = "(x[0] + 5 * torch.eye(x[0].size(-1)))";

    /// <summary>Linear algebra. The inputs are shifted to where the gradients are well conditioned.</summary>
    private static OpCase[] Decompositions() =>
    [
        Case("linalg.inv", x => Linalg.Inv(Regular(x[0])), $"torch.linalg.inv({TorchRegular})", Shapes((3, 3)), Shapes((2, 4, 4)), Shapes((2, 1, 3, 3))),
        Case("inverse", x => Regular(x[0]).Inverse(), $"{TorchRegular}.inverse()", Shapes((3, 3))),
        Case("linalg.solve", x => Linalg.Solve(Regular(x[0]), x[1]), $"torch.linalg.solve({TorchRegular}, x[1])", Shapes((3, 3), (3, 2)), Shapes((2, 1, 3, 3), (4, 3, 2))),
        Case("linalg.solve.vector", x => Linalg.Solve(Regular(x[0]), x[1]), $"torch.linalg.solve({TorchRegular}, x[1])", Shapes((3, 3), 3), Shapes((2, 3, 3), (2, 3))),
        Case("linalg.solve.right", x => Linalg.Solve(Regular(x[0]), x[1], left: false), $"torch.linalg.solve({TorchRegular}, x[1], left=False)", Shapes((3, 3), (2, 3))),
        Case(
            "linalg.solve_triangular",
            x => Linalg.SolveTriangular(Regular(x[0]), x[1], upper: true),
            $"torch.linalg.solve_triangular({TorchRegular}, x[1], upper=True)",
            Shapes((3, 3), (3, 2)),
            Shapes((2, 1, 3, 3), (4, 3, 2))),
        Case(
            "linalg.solve_triangular.lower",
            x => Linalg.SolveTriangular(Regular(x[0]), x[1], upper: false),
            $"torch.linalg.solve_triangular({TorchRegular}, x[1], upper=False)",
            Shapes((4, 4), (4, 1)),
            Shapes((2, 3, 3), (3, 2))),
        Case(
            "linalg.solve_triangular.unit",
            x => Linalg.SolveTriangular(x[0], x[1], upper: false, left: false, unitriangular: true),
            "torch.linalg.solve_triangular(x[0], x[1], upper=False, left=False, unitriangular=True)",
            Shapes((3, 3), (2, 3))),
        Case("linalg.cholesky", x => Linalg.Cholesky(Definite(x[0])), $"torch.linalg.cholesky({TorchDefinite})", Shapes((3, 4)), Shapes((2, 4, 3))),
        Case("linalg.cholesky.upper", x => Linalg.Cholesky(Definite(x[0]), upper: true), $"torch.linalg.cholesky({TorchDefinite}, upper=True)", Shapes((3, 3))),
        Case("linalg.cholesky.triangle", x => Linalg.Cholesky(Regular(x[0])), $"torch.linalg.cholesky({TorchRegular})", Shapes(Unit((3, 3))))
            .OnKinks("only one triangle is read, and the gradient is that of symmetric matrices"),
        Case("cholesky", x => Definite(x[0]).Cholesky(), $"{TorchDefinite}.cholesky()", Shapes((3, 3))),
        Case("linalg.qr.q", x => Linalg.Qr(Regular(x[0])).Q, $"torch.linalg.qr({TorchRegular})[0]", Shapes((3, 3)), Shapes((2, 4, 4))),
        Case("linalg.qr.r", x => Linalg.Qr(Regular(x[0])).R, $"torch.linalg.qr({TorchRegular})[1]", Shapes((3, 3)), Shapes((2, 4, 4))),
        Case("linalg.qr.tall", x => Product(Linalg.Qr(x[0])), "(lambda p: p[0] * 3 @ p[1].sin())(torch.linalg.qr(x[0]))", Shapes((4, 2)), Shapes((2, 5, 3))).Loose(1e-3),
        Case("linalg.qr.wide", x => Product(Linalg.Qr(x[0])), "(lambda p: p[0] * 3 @ p[1].sin())(torch.linalg.qr(x[0]))", Shapes((2, 4)), Shapes((2, 3, 5))).Loose(1e-3),
        Case("linalg.qr.complete", x => Product(Linalg.Qr(x[0], complete: true)), "(lambda p: p[0] * 3 @ p[1].sin())(torch.linalg.qr(x[0], 'complete'))", Shapes((2, 4)))
            .Loose(1e-3),
        Case("linalg.eigh.values", x => Linalg.Eigh(Definite(x[0])).Eigenvalues, $"torch.linalg.eigh({TorchDefinite})[0]", Shapes((3, 4)), Shapes((2, 4, 4))),
        Case("linalg.eigh.vectors", x => Linalg.Eigh(Definite(x[0])).Eigenvectors.Square(), $"torch.linalg.eigh({TorchDefinite})[1].square()", Shapes((3, 4)), Shapes((2, 4, 4)))
            .Deviates("0.4to1", "two eigenvalues are equal, so that their vectors are not determined")
            .Loose(1e-3),
        Case("linalg.eigh.upper", x => Linalg.Eigh(Definite(x[0]), upper: true).Eigenvalues, $"torch.linalg.eigh({TorchDefinite}, 'U')[0]", Shapes((3, 3))),
        Case("linalg.eigvalsh", x => Linalg.Eigvalsh(Definite(x[0])), $"torch.linalg.eigvalsh({TorchDefinite})", Shapes((3, 4))),
        Case("linalg.svd.s", x => Linalg.Svd(x[0]).S, "torch.linalg.svd(x[0])[1]", Shapes((3, 4)), Shapes((2, 4, 2))),
        Case("linalg.svd.u", x => Linalg.Svd(x[0], fullMatrices: false).U.Square(), "torch.linalg.svd(x[0], full_matrices=False)[0].square()", Shapes((3, 4)), Shapes((2, 4, 2)))
            .Loose(1e-3),
        Case("linalg.svd.vh", x => Linalg.Svd(x[0], fullMatrices: false).Vh.Square(), "torch.linalg.svd(x[0], full_matrices=False)[2].square()", Shapes((3, 4)), Shapes((2, 4, 2)))
            .Loose(1e-3),
        Case("linalg.svdvals", x => Linalg.SvdVals(x[0]), "torch.linalg.svdvals(x[0])", Shapes((3, 4)), Shapes((2, 4, 2))),
        Case("linalg.det", x => Linalg.Det(Regular(x[0])), $"torch.linalg.det({TorchRegular})", Shapes((3, 3)), Shapes((2, 4, 4))),
        Case("det", x => Regular(x[0]).Det(), $"{TorchRegular}.det()", Shapes((3, 3))),
        Case("linalg.slogdet", x => Linalg.SlogDet(Regular(x[0])).LogAbsDet, $"torch.linalg.slogdet({TorchRegular})[1]", Shapes((3, 3)), Shapes((2, 4, 4))),
        Case("slogdet.sign", x => x[0].SlogDet().Sign, "x[0].slogdet()[0]", Shapes((3, 3)), Shapes((5, 2, 2))),
        Case("logdet", x => Regular(x[0]).LogDet(), $"{TorchRegular}.logdet()", Shapes((3, 3))),
        Case("linalg.pinv", x => Linalg.PInv(x[0]), "torch.linalg.pinv(x[0])", Shapes((4, 2)), Shapes((2, 2, 4))).Loose(1e-3),
        Case("pinverse", x => x[0].PInverse(), "x[0].pinverse()", Shapes((3, 2))).Loose(1e-3),
        Case("linalg.lstsq", x => Linalg.LstSq(x[0], x[1]).Solution, "torch.linalg.lstsq(x[0], x[1])[0]", Shapes((4, 2), (4, 3)), Shapes((2, 5, 3), (2, 5, 1))).Loose(1e-3)
            .SecondNotInTorch("its gradient is not differentiable in 1.13"),
        Case("linalg.matrix_rank", x => Linalg.MatrixRank(x[0]), "torch.linalg.matrix_rank(x[0])", Shapes((3, 4)), Shapes((2, 4, 2))),
        Case("linalg.matrix_power", x => Linalg.MatrixPower(x[0], 5), "torch.linalg.matrix_power(x[0], 5)", Shapes((3, 3)), Shapes((2, 2, 2))).Loose(1e-4),
        Case("linalg.matrix_power.negative", x => Linalg.MatrixPower(Regular(x[0]), -3), $"torch.linalg.matrix_power({TorchRegular}, -3)", Shapes((3, 3))).Loose(1e-4),
        Case("matrix_power", x => x[0].MatrixPower(1), "x[0].matrix_power(1)", Shapes((3, 3))),
        Case("linalg.matrix_exp", x => Linalg.MatrixExp(x[0]), "torch.linalg.matrix_exp(x[0])", Shapes((3, 3)), Shapes((2, 4, 4))).Loose(1e-4),
        Case("matrix_exp.large", x => (x[0] * 10).MatrixExp(), "(x[0] * 10).matrix_exp()", Shapes(Unit((3, 3)))).Loose(1e-3),
        Case("linalg.matrix_norm", x => Linalg.MatrixNorm(x[0]), "torch.linalg.matrix_norm(x[0])", Shapes((3, 4)), Shapes((2, 3, 4))),
        Case("linalg.matrix_norm.nuc", x => Linalg.MatrixNorm(x[0], "nuc", 0, 1, keepDim: true), "torch.linalg.matrix_norm(x[0], 'nuc', (0, 1), True)", Shapes((3, 4)), Shapes((3, 4, 2))),
        Case("linalg.matrix_norm.two", x => Linalg.MatrixNorm(x[0], 2), "torch.linalg.matrix_norm(x[0], 2)", Shapes((3, 4)), Shapes((2, 3, 4))),
        Case("linalg.matrix_norm.least", x => Linalg.MatrixNorm(x[0], -2, keepDim: true), "torch.linalg.matrix_norm(x[0], -2, keepdim=True)", Shapes((3, 4))),
        Case("linalg.matrix_norm.columns", x => Linalg.MatrixNorm(x[0], 1, 1, 0), "torch.linalg.matrix_norm(x[0], 1, (1, 0))", Shapes(Spaced((3, 4)))),
        Case(
            "linalg.matrix_norm.rows",
            x => Linalg.MatrixNorm(x[0], double.NegativeInfinity),
            "torch.linalg.matrix_norm(x[0], -torch.inf)",
            Shapes(Spaced((3, 4)))),
        Case("linalg.vector_norm", x => Linalg.VectorNorm(x[0], 3, [0]), "torch.linalg.vector_norm(x[0], 3, 0)", Shapes(Positive((3, 4)))),
        Case("linalg.cond", x => Linalg.Cond(Regular(x[0])), $"torch.linalg.cond({TorchRegular})", Shapes((3, 3)), Shapes((2, 4, 4))),
        Case("linalg.multi_dot", x => Linalg.MultiDot(x[0], x[1], x[2]), "torch.linalg.multi_dot(x[:3])", Shapes((3, 4), (4, 2), (2, 5)), Shapes(3, (3, 4), 4)),
    ];

    private static Tensor Regular(Tensor x) => x + 5 * Tensor.Eye(x.Shape[^1], dtype: x.DType, device: x.Device);

    private static Tensor Definite(Tensor x) => x.MatMul(x.Transpose(-1, -2)) + 2 * Tensor.Eye(x.Shape[^2], dtype: x.DType, device: x.Device);

    /// <summary>A loss of both factors that does not see signs that were chosen together.</summary>
    private static Tensor Product((Tensor Q, Tensor R) factors) => (factors.Q * 3).MatMul(factors.R.Sin());
}
