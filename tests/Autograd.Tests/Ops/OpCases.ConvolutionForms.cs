namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    // Sizes that reach the forms of the device: one channel each with lanes full and not, strides in phases, joined samples.
    private static OpCase[] ConvolutionForms() =>
    [
        .. NoChannels(
        Case("conv2d.depthwise.lanes", x => Convolve(x, padding: (1, 1, 1, 1), groups: 9), "F.conv2d(*x, padding=1, groups=9)", Shapes((1, 9, 4, 5), (9, 1, 3, 3), 9)),
        Case("conv2d.depthwise.stride", x => Convolve(x, (2, 3), (1, 1, 2, 2), groups: 5), "F.conv2d(*x, stride=(2, 3), padding=(1, 2), groups=5)",
            Shapes((2, 5, 6, 7), (10, 1, 3, 3), 10)),
        Case("conv2d.depthwise.dilation", x => Convolve(x, (2, 1), (2, 2, 2, 2), (2, 3), 6), "F.conv2d(*x, stride=(2, 1), padding=2, dilation=(2, 3), groups=6)",
            Shapes((1, 6, 5, 6), (6, 1, 2, 2))),
        Case("conv2d.depthwise.5x5", x => Convolve(x, (2, 2), (2, 2, 2, 2), groups: 5), "F.conv2d(*x, stride=2, padding=2, groups=5)", Shapes((1, 5, 6, 5), (5, 1, 5, 5))),
        Case("conv2d.stride.padding", x => Convolve(x, (2, 2), (1, 1, 1, 1)), "F.conv2d(*x, stride=2, padding=1)", Shapes((2, 3, 7, 6), (9, 3, 3, 3), 9)),
        Case("conv2d.stride.1x1", x => Convolve(x, (2, 2)), "F.conv2d(*x, stride=2)", Shapes((2, 3, 5, 6), (5, 3, 1, 1), 5)),
        Case("conv2d.stride.whole", x => Convolve(x, (3, 3)), "F.conv2d(*x, stride=3)", Shapes((2, 3, 6, 6), (5, 3, 3, 3), 5)),
        Case("conv2d.small_planes", x => Convolve(x), "F.conv2d(*x)", Shapes((2, 3, 4, 4), (18, 3, 1, 1), 18))),
    ];
}
