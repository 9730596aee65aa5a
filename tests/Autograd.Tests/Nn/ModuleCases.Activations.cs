using Autograd.Nn;

namespace Autograd.Tests.Nn;

internal static partial class ModuleCases
{
    private static ModuleCase[] Activations() =>
    [
        Layer("nn.ReLU()", _ => new Relu(), (3, 4)),
        Layer("nn.ReLU6()", _ => new Relu6(), (3, 4)),
        Layer("nn.Sigmoid()", _ => new Sigmoid(), (3, 4)),
        Layer("nn.Tanh()", _ => new Autograd.Nn.Tanh(), (3, 4)),
        Layer("nn.LeakyReLU(0.2)", _ => new LeakyRelu(0.2), (3, 4)),
        Layer("nn.RReLU(0.1, 0.4)", g => new RRelu(0.1, 0.4, g), (3, 4)),
        Layer("nn.PReLU(3)", _ => new PRelu(3), (2, 3)),
        Layer("nn.ELU(1.5)", _ => new Elu(1.5), (3, 4)),
        Layer("nn.SELU()", _ => new Selu(), (3, 4)),
        Layer("nn.CELU(0.5)", _ => new Celu(0.5), (3, 4)),
        Layer("nn.GELU()", _ => new Gelu(), (3, 4)),
        Layer("nn.GELU('tanh')", _ => new Gelu(GeluApproximation.Tanh), (3, 4)).As("tanh"),
        Layer("nn.SiLU()", _ => new Silu(), (3, 4)),
        Layer("nn.Mish()", _ => new Mish(), (3, 4)),
        Layer("nn.GLU(1)", _ => new Glu(1), (3, 4)),
        Layer("nn.LogSigmoid()", _ => new LogSigmoid(), (3, 4)),
        Layer("nn.Hardsigmoid()", _ => new Hardsigmoid(), (3, 4)),
        Layer("nn.Hardswish()", _ => new Hardswish(), (3, 4)),
        Layer("nn.Hardtanh(-1.5, 0.5)", _ => new Hardtanh(-1.5, 0.5), (3, 4)),
        Layer("nn.Tanhshrink()", _ => new Tanhshrink(), (3, 4)),
        Layer("nn.Hardshrink(0.3)", _ => new Hardshrink(0.3), (3, 4)),
        Layer("nn.Softshrink(0.3)", _ => new Softshrink(0.3), (3, 4)),
        Layer("nn.Softplus(2, 1)", _ => new Softplus(2, 1), (3, 4)),
        Layer("nn.Softsign()", _ => new Softsign(), (3, 4)),
        Layer("nn.Threshold(0.5, 7)", _ => new Threshold(0.5, 7), (3, 4)),
        Layer("nn.Softmin(-1)", _ => new Softmin(-1), (3, 4)),
        Layer("nn.Softmax(0)", _ => new Softmax(0), (3, 4)),
        Layer("nn.LogSoftmax(-1)", _ => new LogSoftmax(-1), (3, 4)),
        Layer("nn.Softmax2d()", _ => new Softmax2d(), (2, 3, 2, 2)),
    ];
}
