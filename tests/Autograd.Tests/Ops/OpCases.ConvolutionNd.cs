using Autograd.Nn;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private const string NoInputs =
        "without input channels PyTorch 1.13 gives no output channels or lets a kernel of size 0 pass; we give the sum of nothing, or refuse the kernel";

    private const string NoOutputs = "PyTorch refuses a transposed convolution without output channels; ours is empty";

    private static OpCase[] ConvolutionNd() =>
    [
        Case("conv1d", x => F.Conv1d(x[0], x[1]), "F.conv1d(*x)", Shapes((2, 3, 7), (4, 3, 5)), Shapes((3, 7), (4, 3, 5)))
            .Deviates("0.3to0", NoInputs).Deviates("1.3to0", NoInputs),
        Case("conv1d.everything", x => F.Conv1d(x[0], x[1], x[2], 2, 3, 2, 2), "F.conv1d(*x, 2, 3, 2, 2)", Shapes((2, 4, 7), (6, 2, 3), 6)),
        Case("conv1d.same", x => F.Conv1d(x[0], x[1], x[2], padding: Padding1d.Same, dilation: 3), "F.conv1d(*x, padding='same', dilation=3)", Shapes((2, 3, 7), (4, 3, 2), 4))
            .Deviates("0.3to0", NoInputs),
        Case("conv2d.same", x => F.Conv2d(x[0], x[1], x[2], padding: Padding2d.Same, dilation: (1, 3)), "F.conv2d(*x, padding='same', dilation=(1, 3))",
            Shapes((2, 3, 5, 6), (4, 3, 3, 2), 4)),
        Case("conv2d.unbatched", x => F.Conv2d(x[0], x[1], padding: Padding2d.Valid), "F.conv2d(*x, padding='valid')", Shapes((3, 5, 6), (4, 3, 3, 2)))
            .Deviates("0.3to0", NoInputs),
        Case("conv2d.reflect", x => Padded(PadMode.Reflect, x), "F.conv2d(F.pad(x[0], (2, 2, 1, 1), 'reflect'), x[1])", Shapes((2, 3, 5, 6), (4, 3, 3, 2))),
        Case("conv2d.replicate", x => Padded(PadMode.Replicate, x), "F.conv2d(F.pad(x[0], (2, 2, 1, 1), 'replicate'), x[1])", Shapes((2, 3, 5, 6), (4, 3, 3, 2))),
        Case("conv2d.circular", x => Padded(PadMode.Circular, x), "F.conv2d(F.pad(x[0], (2, 2, 1, 1), 'circular'), x[1])", Shapes((2, 3, 5, 6), (4, 3, 3, 2)))
            .Deviates("0.3to0", NoInputs),
        Case("conv3d", x => F.Conv3d(x[0], x[1], x[2]), "F.conv3d(*x)", Shapes((2, 3, 4, 5, 6), (7, 3, 2, 3, 2), 7))
            .Deviates("0.3to0", NoInputs),
        Case("conv3d.everything", x => F.Conv3d(x[0], x[1], x[2], (2, 1, 2), (2, 1, 0), (2, 1, 2), 2),
            "F.conv3d(*x, (2, 1, 2), (2, 1, 0), (2, 1, 2), 2)", Shapes((2, 4, 5, 4, 6), (6, 2, 3, 2, 3), 6)),
        Case("conv3d.same", x => F.Conv3d(x[0], x[1], padding: Padding3d.Same), "F.conv3d(*x, padding='same')", Shapes((3, 4, 5, 4), (2, 3, 2, 3, 2))),
        Case("conv_transpose1d", x => F.ConvTranspose1d(x[0], x[1]), "F.conv_transpose1d(*x)", Shapes((2, 3, 5), (3, 4, 6)), Shapes((3, 5), (3, 4, 6)))
            .Deviates("0.4to0", NoOutputs).Deviates("1.4to0", NoOutputs),
        Case("conv_transpose1d.everything", x => F.ConvTranspose1d(x[0], x[1], x[2], 3, 1, 2, 2, 2), "F.conv_transpose1d(*x, 3, 1, 2, 2, 2)", Shapes((2, 4, 5), (4, 3, 3), 6)),
        Case("conv_transpose1d.wide", x => F.ConvTranspose1d(x[0], x[1], x[2], 1, 0, 2, 1, 3), "F.conv_transpose1d(*x, 1, 0, 2, 1, 3)", Shapes((2, 3, 5), (3, 4, 2), 4))
            .Deviates("0.4to0", NoOutputs),
        Case("conv_transpose2d", x => F.ConvTranspose2d(x[0], x[1], x[2]), "F.conv_transpose2d(*x)", Shapes((2, 3, 5, 4), (3, 6, 7, 2), 6), Shapes((3, 5, 4), (3, 6, 3, 2), 6))
            .Deviates("0.6to0", NoOutputs).Deviates("1.6to0", NoOutputs),
        Case("conv_transpose2d.stride", x => F.ConvTranspose2d(x[0], x[1], stride: (2, 3)), "F.conv_transpose2d(*x, stride=(2, 3))", Shapes((2, 3, 4, 5), (3, 4, 3, 2))),
        Case("conv_transpose2d.everything", x => F.ConvTranspose2d(x[0], x[1], x[2], (3, 2), (1, 2), (2, 1), 2, (1, 2)),
            "F.conv_transpose2d(*x, (3, 2), (1, 2), (2, 1), 2, (1, 2))", Shapes((2, 4, 3, 5), (4, 3, 3, 2), 6)),
        Case("conv_transpose2d.wide", x => F.ConvTranspose2d(x[0], x[1], stride: (1, 2), outputPadding: (1, 2), dilation: (2, 3)),
            "F.conv_transpose2d(*x, stride=(1, 2), output_padding=(1, 2), dilation=(2, 3))", Shapes((2, 3, 4, 5), (3, 4, 2, 2))),
        Case("conv_transpose3d", x => F.ConvTranspose3d(x[0], x[1], x[2]), "F.conv_transpose3d(*x)", Shapes((2, 3, 4, 3, 5), (3, 4, 2, 3, 2), 4)),
        Case("conv_transpose3d.everything", x => F.ConvTranspose3d(x[0], x[1], x[2], (2, 1, 3), (2, 1, 0), (1, 0, 2), 2, (2, 1, 1)),
            "F.conv_transpose3d(*x, (2, 1, 3), (2, 1, 0), (1, 0, 2), 2, (2, 1, 1))", Shapes((2, 4, 3, 4, 2), (4, 3, 3, 2, 3), 6)),
        Case("zero_pad2d", x => new ZeroPad2d(1, 2, 0, 3).Call(x[0]), "torch.nn.ZeroPad2d((1, 2, 0, 3))(x[0])", Shapes((2, 3, 4, 5)), Shapes((2, 3, 4))),
        Case("zero_pad2d.cut", x => x[0].Pad([-1, 1, 2, -1]), "F.pad(x[0], (-1, 1, 2, -1))", Shapes((2, 3, 4, 5))),
        Case("reflection_pad2d", x => new ReflectionPad2d(1, 3, 0, 2).Call(x[0]), "torch.nn.ReflectionPad2d((1, 3, 0, 2))(x[0])", Shapes((2, 3, 4, 5)))
            .Deviates("0.3to0", "PyTorch refuses an empty plane of channels; ours is empty"),
        Case("replication_pad2d", x => new ReplicationPad2d(2).Call(x[0]), "torch.nn.ReplicationPad2d(2)(x[0])", Shapes((2, 3, 4, 5)))
            .Deviates("0.3to0", "PyTorch refuses an empty plane of channels; ours is empty"),
    ];

    private static Tensor Padded(PadMode mode, Tensor[] x) => F.Conv2d(x[0].Pad([2, 2, 1, 1], mode), x[1]);
}
