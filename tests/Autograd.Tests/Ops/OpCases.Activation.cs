using Autograd.Nn;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Activations() =>
    [
        Unary("leaky_relu", x => x.LeakyRelu(), "F.leaky_relu(x[0])", Domain.Nonzero).Specials(),
        Unary("leaky_relu.slope", x => F.LeakyRelu(x, 0.3), "F.leaky_relu(x[0], 0.3)", Domain.Nonzero).Specials(),
        Unary("leaky_relu_", x => x.Clone().LeakyRelu_(0.3), "F.leaky_relu_(x[0].clone(), 0.3)", Domain.Nonzero),
        Unary("elu", x => x.Elu(), "F.elu(x[0])", Domain.Nonzero).Specials(),
        Unary("elu.alpha", x => F.Elu(x, 1.7), "F.elu(x[0], 1.7)", Domain.Nonzero).Specials(),
        Unary("elu_", x => x.Clone().Elu_(1.7), "F.elu(x[0], 1.7)", Domain.Nonzero),
        Unary("selu", x => x.Selu(), "F.selu(x[0])", Domain.Nonzero).Specials(),
        Unary("selu_", x => x.Clone().Selu_(), "F.selu(x[0])", Domain.Nonzero),
        Unary("celu", x => x.Celu(), "F.celu(x[0])", Domain.Nonzero).Specials(),
        Unary("celu.alpha", x => F.Celu(x, 0.5), "F.celu(x[0], 0.5)", Domain.Nonzero).Specials(),
        Unary("celu_", x => x.Clone().Celu_(0.5), "F.celu(x[0], 0.5)", Domain.Nonzero),
        Unary("gelu", x => x.Gelu(), "F.gelu(x[0])").Specials(),
        Unary("gelu.tanh", x => x.Gelu(GeluApproximation.Tanh), "F.gelu(x[0], approximate='tanh')").Specials(),
        Unary("silu", x => x.Silu(), "F.silu(x[0])").Specials(),
        Unary("silu_", x => x.Clone().Silu_(), "F.silu(x[0])"),
        Unary("mish", x => x.Mish(), "F.mish(x[0])").Specials(),
        Unary("mish_", x => x.Clone().Mish_(), "F.mish(x[0])"),
        Unary("log_sigmoid", x => x.LogSigmoid(), "F.logsigmoid(x[0])").Specials(),
        Unary("log_sigmoid.far", x => (x * 400).LogSigmoid(), "F.logsigmoid(x[0] * 400)").OnKinks("a bend within 1/400"),
        Unary("softplus", x => x.Softplus(), "F.softplus(x[0])").Specials(),
        Unary("softplus.beta", x => F.Softplus(x, 3, 2), "F.softplus(x[0], 3, 2)").Specials(),
        Unary("softplus.far", x => (x * 400).Softplus(), "F.softplus(x[0] * 400)").OnKinks("a bend within 1/400").Loose(1e-2),
        Unary("softsign", x => x.Softsign(), "F.softsign(x[0])", Domain.Nonzero).Specials(),
        Unary("tanhshrink", x => x.Tanhshrink(), "F.tanhshrink(x[0])").Specials(),
        Unary("hardtanh", x => x.Hardtanh(), "F.hardtanh(x[0])").Specials(),
        Unary("hardtanh.bounds", x => F.Hardtanh(x, -0.7, 0.8), "F.hardtanh(x[0], -0.7, 0.8)").Specials(),
        Unary("hardtanh_", x => x.Clone().Hardtanh_(-0.7, 0.8), "F.hardtanh(x[0], -0.7, 0.8)"),
        Unary("relu6", x => (x * 5).Relu6(), "F.relu6(x[0] * 5)").Specials(),
        Unary("relu6_", x => (x * 5).Relu6_(), "F.relu6(x[0] * 5)"),
        // PyTorch 1.13 divides the gradient of F.hardsigmoid by 6 in float32, and has no second one: F.relu6 judges, which bends at the same places.
        Unary("hardsigmoid", x => (x * 3).Hardsigmoid(), "F.relu6(x[0] * 3 + 3) / 6").Specials(),
        Unary("hardsigmoid_", x => (x * 3).Hardsigmoid_(), "F.relu6(x[0] * 3 + 3) / 6"),
        Unary("hardswish", x => (x * 3).Hardswish(), "F.hardswish(x[0] * 3)").Specials(),
        Unary("hardswish_", x => (x * 3).Hardswish_(), "F.hardswish(x[0] * 3)"),
        Unary("hardshrink", x => x.Hardshrink(), "F.hardshrink(x[0])").Specials(),
        Unary("softshrink", x => x.Softshrink(), "F.softshrink(x[0])").Specials(),
        Unary("softshrink.lambda", x => F.Softshrink(x, 0.2), "F.softshrink(x[0], 0.2)").Specials(),
        Case("kinks.leaky", x => x[0].LeakyRelu(0.3) + x[0].Elu(1.5) * 2 + x[0].Selu() * 3 + x[0].Celu(2), "F.leaky_relu(x[0], 0.3) + F.elu(x[0], 1.5) * 2 + F.selu(x[0]) * 3 + F.celu(x[0], 2)",
            Shapes(Ties(40))).OnKinks("0 is among the inputs"),
        Case("kinks.hard", x => x[0].Hardtanh() + x[0].Hardtanh(0, 0.5) * 2 + x[0].Hardshrink(1) * 3 + x[0].Softshrink(1) * 4 + (x[0] * 6).Relu6() * 5,
            "F.hardtanh(x[0]) + F.hardtanh(x[0], 0, 0.5) * 2 + F.hardshrink(x[0], 1) * 3 + F.softshrink(x[0], 1) * 4 + F.relu6(x[0] * 6) * 5",
            Shapes(Ties(40))).OnKinks("inputs at the bounds"),
        Case("kinks.hardswish", x => (x[0] * 3).Hardswish() + (x[0] * 3).Hardsigmoid() * 2, "F.hardswish(x[0] * 3) + F.relu6(x[0] * 3 + 3) / 3", Shapes(Ties(40)))
            .OnKinks("inputs at the bounds"),
        Case("prelu", x => x[0].PRelu(x[1]), "F.prelu(x[0], x[1])", Shapes(Nonzero((4, 3)), 1), Shapes(Nonzero((2, 3, 4)), 3), Shapes(Nonzero(5), 1), Shapes(Nonzero((3, 3)), 3)),
        Unary("prelu.specials", x => x.PRelu(Tensor.Full([1], 0.25, x.DType)), "F.prelu(x[0], torch.full((1,), 0.25, dtype=x[0].dtype))", Domain.Nonzero).Specials(),
        Case("glu", x => x[0].Glu(), "F.glu(x[0])", Shapes((3, 4)), Shapes((2, 3, 6))),
        Case("glu.dim", x => F.Glu(x[0], 1), "F.glu(x[0], 1)", Shapes((3, 4)), Shapes((2, 6, 5))),
        Case("softmin", x => x[0].Softmin(1), "F.softmin(x[0], 1)", Shapes((3, 4)), Shapes((2, 3, 5))).SpecialRows(),
        Case("activation.ints", x => x[0].Gelu() + x[0].Softplus(), "F.gelu(x[0].float()) + F.softplus(x[0].float())", Shapes(Ints((3, 4)))),
    ];
}
