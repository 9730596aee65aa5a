using Autograd.Nn;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Pooling() =>
    [
        Case("avg_pool2d", x => Average(x[0], (2, 2)), "F.avg_pool2d(x[0], 2)", Shapes((2, 3, 4, 6)), Shapes((1, 2, 5, 7))),
        Case("avg_pool2d.stride", x => Average(x[0], (3, 2), (1, 3)), "F.avg_pool2d(x[0], (3, 2), (1, 3))", Shapes((2, 3, 5, 8))),
        Case("avg_pool2d.padding", x => Average(x[0], (3, 2), (2, 2), (1, 1)), "F.avg_pool2d(x[0], (3, 2), 2, 1)", Shapes((2, 3, 5, 8))),
        Case("avg_pool2d.exclude", x => Average(x[0], (3, 3), (2, 2), (1, 1), countIncludePad: false), "F.avg_pool2d(x[0], 3, 2, 1, count_include_pad=False)",
            Shapes((2, 3, 5, 8))),
        Case("avg_pool2d.ceil", x => Average(x[0], (3, 3), (2, 2), (1, 1), ceilMode: true), "F.avg_pool2d(x[0], 3, 2, 1, ceil_mode=True)",
            Shapes((2, 3, 6, 8)), Shapes((1, 2, 4, 5))),
        Case("avg_pool2d.ceil.exclude", x => Average(x[0], (2, 2), (3, 3), ceilMode: true, countIncludePad: false),
            "F.avg_pool2d(x[0], 2, 3, ceil_mode=True, count_include_pad=False)", Shapes((2, 3, 6, 8)), Shapes((1, 2, 4, 5))),
        Case("avg_pool2d.divisor", x => Average(x[0], (2, 3), divisor: 5), "F.avg_pool2d(x[0], (2, 3), divisor_override=5)", Shapes((2, 3, 4, 6))),
        Case("max_pool2d", x => Maximal(x[0], (2, 2)), "F.max_pool2d(x[0], 2)", Shapes(Spaced((2, 3, 4, 6))), Shapes(Spaced((1, 2, 5, 7)))),
        Case("max_pool2d.overlapping", x => Maximal(x[0], (3, 2), (1, 1)), "F.max_pool2d(x[0], (3, 2), 1)", Shapes(Spaced((2, 3, 5, 4)))),
        Case("max_pool2d.padding", x => Maximal(x[0], (3, 2), (2, 2), (1, 1)), "F.max_pool2d(x[0], (3, 2), 2, 1)", Shapes(Spaced((2, 3, 5, 8)))),
        Case("max_pool2d.dilation", x => Maximal(x[0], (2, 2), (1, 2), dilation: (2, 3)), "F.max_pool2d(x[0], 2, (1, 2), 0, (2, 3))", Shapes(Spaced((2, 3, 5, 8)))),
        Case("max_pool2d.ceil", x => Maximal(x[0], (3, 3), (2, 2), (1, 1), ceilMode: true), "F.max_pool2d(x[0], 3, 2, 1, ceil_mode=True)",
            Shapes(Spaced((2, 3, 6, 8))), Shapes(Spaced((1, 2, 4, 5)))),
        Case("max_pool2d.indices", x => F.MaxPool2dWithIndices(x[0], (3, 2), padding: (1, 1)).Indices, "F.max_pool2d(x[0], (3, 2), padding=1, return_indices=True)[1]",
            Shapes(Ties((2, 3, 6, 7)))),
        Case("max_pool2d.ties", x => Maximal(x[0], (3, 3), (1, 1), (1, 1)), "F.max_pool2d(x[0], 3, 1, 1)", Shapes(Ties((2, 3, 6, 7)))).OnKinks("ties"),
    ];

    private static Tensor Average(
        Tensor x, (int H, int W) kernel, (int H, int W)? stride = null, (int H, int W) padding = default, bool ceilMode = false, bool countIncludePad = true,
        int? divisor = null) =>
        F.AvgPool2d(x, kernel, stride ?? kernel, padding, ceilMode, countIncludePad, divisor);

    private static Tensor Maximal(
        Tensor x, (int H, int W) kernel, (int H, int W)? stride = null, (int H, int W) padding = default, (int H, int W)? dilation = null, bool ceilMode = false) =>
        F.MaxPool2d(x, kernel, stride ?? kernel, padding, dilation ?? (1, 1), ceilMode);
}
