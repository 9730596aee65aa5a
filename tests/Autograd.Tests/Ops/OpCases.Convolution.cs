using Autograd.Nn;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Convolution() =>
    [
        .. NoChannels(
        Case("conv2d", x => Convolve(x), "F.conv2d(*x)", Shapes((2, 3, 5, 4), (6, 3, 3, 2)), Shapes((2, 1, 6, 5), (4, 1, 3, 3))),
        Case("conv2d.bias", x => Convolve(x), "F.conv2d(*x)", Shapes((2, 3, 5, 4), (6, 3, 3, 2), 6)),
        Case("conv2d.stride", x => Convolve(x, stride: (2, 3)), "F.conv2d(*x, stride=(2, 3))", Shapes((2, 3, 7, 8), (4, 3, 3, 2), 4)),
        Case("conv2d.padding", x => Convolve(x, padding: (2, 2, 1, 1)), "F.conv2d(*x, padding=(2, 1))", Shapes((2, 3, 5, 4), (6, 3, 3, 2), 6)),
        Case("conv2d.padding.uneven", x => Convolve(x, padding: (0, 1, 2, 3)), "F.conv2d(F.pad(x[0], (2, 3, 0, 1)), *x[1:])", Shapes((2, 3, 5, 4), (6, 3, 3, 2)))
            .Deviates("0.4to0", "PyTorch, which pads apart, has a width of 5 here"),
        Case("conv2d.dilation", x => Convolve(x, dilation: (2, 3)), "F.conv2d(*x, dilation=(2, 3))", Shapes((2, 3, 6, 7), (4, 3, 2, 2), 4)),
        Case("conv2d.groups", x => Convolve(x, groups: 2), "F.conv2d(*x, groups=2)", Shapes((3, 4, 5, 5), (6, 2, 3, 3), 6)),
        Case("conv2d.depthwise", x => Convolve(x, padding: (1, 1, 1, 1), groups: 4), "F.conv2d(*x, padding=1, groups=4)", Shapes((2, 4, 5, 5), (8, 1, 3, 3))),
        Case("conv2d.everything", x => Convolve(x, (2, 1), (1, 1, 2, 2), (1, 2), 2), "F.conv2d(*x, stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2)",
            Shapes((2, 4, 6, 5), (6, 2, 3, 2), 6)),
        Case("conv2d.1x1", x => Convolve(x), "F.conv2d(*x)", Shapes((2, 3, 5, 4), (6, 3, 1, 1))),
        Case("conv2d.whole", x => Convolve(x), "F.conv2d(*x)", Shapes((2, 3, 5, 4), (6, 3, 5, 4), 6))),
    ];

    private static IEnumerable<OpCase> NoChannels(params OpCase[] rows) => rows.Select(row => row
        .Deviates("0.3to0", "without input channels PyTorch 1.13 gives no output channels and lets a kernel of size 0 pass; we give the sum of nothing"));

    private static Tensor Convolve(
        Tensor[] x, (int H, int W)? stride = null, (int Top, int Bottom, int Left, int Right) padding = default, (int H, int W)? dilation = null, int groups = 1) =>
        padding.Top == padding.Bottom && padding.Left == padding.Right
            ? F.Conv2d(x[0], x[1], x.Length > 2 ? x[2] : null, stride ?? (1, 1), (padding.Top, padding.Left), dilation ?? (1, 1), groups)
            : new Conv2dOp(new Conv2dOptions(stride ?? (1, 1), padding, dilation ?? (1, 1), groups)).Apply(x);
}
