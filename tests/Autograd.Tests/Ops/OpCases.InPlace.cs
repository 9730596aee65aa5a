namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] InPlace() =>
    [
        Unary("abs_", x => x.Clone().Abs_(), "x[0].clone().abs_()", Domain.Nonzero),
        Unary("exp_", x => x.Clone().Exp_(), "x[0].clone().exp_()"),
        Unary("log_", x => x.Clone().Log_(), "x[0].clone().log_()", Domain.Positive),
        Unary("log1p_", x => x.Clone().Log1p_(), "x[0].clone().log1p_()", Domain.Positive),
        Unary("sin_", x => x.Clone().Sin_(), "x[0].clone().sin_()"),
        Unary("cos_", x => x.Clone().Cos_(), "x[0].clone().cos_()"),
        Unary("neg_", x => x.Clone().Neg_(), "x[0].clone().neg_()"),
        Unary("relu_", x => x.Clone().Relu_(), "x[0].clone().relu_()", Domain.Nonzero),
        Unary("sigmoid_", x => x.Clone().Sigmoid_(), "x[0].clone().sigmoid_()"),
        Unary("sqrt_", x => x.Clone().Sqrt_(), "x[0].clone().sqrt_()", Domain.Positive),
        Unary("square_", x => x.Clone().Square_(), "x[0].clone().square_()"),
        Unary("tanh_", x => x.Clone().Tanh_(), "x[0].clone().tanh_()"),
        Unary("clamp_", x => x.Clone().Clamp_(-0.7, 0.8), "x[0].clone().clamp_(-0.7, 0.8)"),
        Unary("add_.scalar", x => x.Clone().Add_(1.5), "x[0].clone().add_(1.5)"),
        Unary("sub_.scalar", x => x.Clone().Sub_(1.5), "x[0].clone().sub_(1.5)"),
        Unary("mul_.scalar", x => x.Clone().Mul_(-2.5), "x[0].clone().mul_(-2.5)"),
        Unary("div_.scalar", x => x.Clone().Div_(3), "x[0].clone().div_(3)"),
        Case("fill_", x => (x[0] * 2).Fill_(3), "(x[0] * 2).fill_(3)", Shapes((3, 4))),
        Case("zero_", x => (x[0] * 2).Zero_(), "(x[0] * 2).zero_()", Shapes((3, 4))),
        Case("add_", x => x[0].Clone().Add_(x[1]), "x[0].clone().add_(x[1])", Shapes((3, 4), (3, 4)), Shapes((3, 4), 4), Shapes((3, 4), Number), Shapes((3, 4), Ints(4))),
        Case("sub_", x => x[0].Clone().Sub_(x[1]), "x[0].clone().sub_(x[1])", Shapes((3, 4), (3, 4)), Shapes((3, 4), (3, 1))),
        Case("mul_", x => x[0].Clone().Mul_(x[1]), "x[0].clone().mul_(x[1])", Shapes((3, 4), (3, 4)), Shapes((3, 4), (3, 1))),
        Case("div_", x => x[0].Clone().Div_(x[1]), "x[0].clone().div_(x[1])", Shapes((3, 4), Nonzero((3, 4))), Shapes((3, 4), Nonzero((3, 1)))),
        Case("mul_.self", x => After(x[0].Clone(), c => c.Mul_(c)), "x[0] * x[0]", Shapes((3, 4))),
        Case("copy_", x => x[0].Clone().Copy_(x[1]), "x[0].clone().copy_(x[1])", Shapes((3, 4), (3, 4)), Shapes((3, 4), 4), Shapes((3, 4), Ints(4)), Shapes(4, Of(DType.Float32, 4))),
        Case("masked_fill_", x => x[0].Clone().MaskedFill_(x[1], 0.5), "x[0].clone().masked_fill_(x[1], 0.5)", Shapes((3, 4), Mask((3, 4))), Shapes((3, 4), Mask(4))),
        Case("add_.ints", x => x[0].Clone().Add_(x[1]), "x[0].clone().add_(x[1])", Shapes(Ints((3, 4)), Ints(4)), Shapes(Ints(4, DType.Int32), Ints(4))),
        Case("add_.float32", x => x[0].Clone().Add_(x[1]), "x[0].clone().add_(x[1])", Shapes(Of(DType.Float32, (3, 4)), 4)),

        // Through views: the base, and what else looks at it, must see the change and its gradient.
        Case("inplace.transposed", x => After(x[0].Clone(), c => c.T.Exp_()), "after(x[0].clone(), lambda c: c.t().exp_())", Shapes((3, 4))),
        Case("inplace.row", x => After(x[0].Clone(), c => c[1].Mul_(x[1])), "after(x[0].clone(), lambda c: c[1].mul_(x[1]))", Shapes((3, 4), 4)),
        Case("inplace.stepped", x => After(x[0].Clone(), c => c[.., TensorIndex.Slice(1.., 2)].Mul_(x[1])), "after(x[0].clone(), lambda c: c[:, 1::2].mul_(x[1]))",
            Shapes((3, 5), (3, 1))),
        Case("inplace.nested", x => After(x[0] * 1, c => c[1..].T[0].Sigmoid_()), "after(x[0] * 1, lambda c: c[1:].t()[0].sigmoid_())", Shapes((3, 4))),
        Case("inplace.twice", x => After(x[0] * 1, c => { c[0].Mul_(x[0][1]); c.T.Sub_(0.5); c[1].Add_(c[0]); }),
            "after(x[0] * 1, lambda c: (c[0].mul_(x[0][1]), c.t().sub_(0.5), c[1].add_(c[0])))", Shapes((3, 4))),
        Case("inplace.view.of.before", x => { Tensor c = x[0] * 1, row = c[0]; c.Mul_(3); return row * c[1]; },
            "(lambda c: (lambda row: (c.mul_(3), row * c[1])[1])(c[0]))(x[0] * 1)", Shapes((3, 4))),
        Case("inplace.used.before", x => { Tensor c = x[0].Clone(), sum = c + 1; c.Exp_(); return sum * c; },
            "(lambda c: (lambda s: (c.exp_(), s * c)[1])(c + 1))(x[0].clone())", Shapes((3, 4))),
    ];
}
