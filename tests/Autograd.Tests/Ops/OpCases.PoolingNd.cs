using Autograd.Nn;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private const string EmptyPlane = "PyTorch refuses planes without channels here; ours is empty";

    private static OpCase[] PoolingNd() =>
    [
        Case("avg_pool1d", x => F.AvgPool1d(x[0], 2), "F.avg_pool1d(x[0], 2)", Shapes((2, 3, 7)), Shapes((3, 7))),
        Case("avg_pool1d.everything", x => F.AvgPool1d(x[0], 3, 2, 1, ceilMode: true, countIncludePad: false), "F.avg_pool1d(x[0], 3, 2, 1, True, False)", Shapes((2, 3, 8))),
        Case("avg_pool1d.ceil", x => F.AvgPool1d(x[0], 2, 3, 1, ceilMode: true), "F.avg_pool1d(x[0], 2, 3, 1, True)", Shapes((2, 3, 5)), Shapes((2, 3, 6))),
        Case("max_pool1d", x => F.MaxPool1d(x[0], 2), "F.max_pool1d(x[0], 2)", Shapes(Spaced((2, 3, 7))), Shapes(Spaced((3, 7)))),
        Case("max_pool1d.everything", x => F.MaxPool1d(x[0], 3, 2, 1, 2, ceilMode: true), "F.max_pool1d(x[0], 3, 2, 1, 2, True)", Shapes(Spaced((2, 3, 8)))),
        Case("max_pool1d.indices", x => F.MaxPool1dWithIndices(x[0], 3, 2, 1).Indices, "F.max_pool1d(x[0], 3, 2, 1, return_indices=True)[1]", Shapes(Ties((2, 3, 8)))),
        Case("max_pool2d.unbatched", x => F.MaxPool2d(x[0], (3, 2), ceilMode: true), "F.max_pool2d(x[0], (3, 2), ceil_mode=True)", Shapes(Spaced((3, 5, 7)))),
        Case("adaptive_avg_pool1d", x => F.AdaptiveAvgPool1d(x[0], 3), "F.adaptive_avg_pool1d(x[0], 3)", Shapes((2, 4, 7)), Shapes((4, 7))),
        Case("adaptive_avg_pool1d.larger", x => F.AdaptiveAvgPool1d(x[0], 7), "F.adaptive_avg_pool1d(x[0], 7)", Shapes((2, 3, 5))),
        Case("adaptive_avg_pool2d", x => F.AdaptiveAvgPool2d(x[0], (3, 4)), "F.adaptive_avg_pool2d(x[0], (3, 4))", Shapes((2, 3, 5, 7)), Shapes((3, 5, 7))),
        Case("adaptive_avg_pool2d.equal", x => F.AdaptiveAvgPool2d(x[0], (2, 1)), "F.adaptive_avg_pool2d(x[0], (2, 1))", Shapes((2, 3, 4, 5))),
        Case("adaptive_avg_pool2d.larger", x => F.AdaptiveAvgPool2d(x[0], (6, 3)), "F.adaptive_avg_pool2d(x[0], (6, 3))", Shapes((2, 3, 4, 5))),
        Case("adaptive_max_pool1d", x => F.AdaptiveMaxPool1d(x[0], 3), "F.adaptive_max_pool1d(x[0], 3)", Shapes(Spaced((2, 4, 7))), Shapes(Spaced((4, 7))))
            .Deviates("0.4to0", EmptyPlane).Deviates("1.4to0", EmptyPlane),
        Case("adaptive_max_pool1d.indices", x => F.AdaptiveMaxPool1dWithIndices(x[0], 3).Indices, "F.adaptive_max_pool1d(x[0], 3, return_indices=True)[1]", Shapes(Ties((2, 4, 7))))
            .Deviates("0.4to0", EmptyPlane),
        Case("adaptive_max_pool2d", x => F.AdaptiveMaxPool2d(x[0], (3, 4)), "F.adaptive_max_pool2d(x[0], (3, 4))", Shapes(Spaced((2, 3, 5, 7))), Shapes(Spaced((3, 5, 7))))
            .Deviates("0.3to0", EmptyPlane).Deviates("1.3to0", EmptyPlane),
        Case("adaptive_max_pool2d.equal", x => F.AdaptiveMaxPool2d(x[0], (2, 1)), "F.adaptive_max_pool2d(x[0], (2, 1))", Shapes(Spaced((2, 3, 4, 5))))
            .Deviates("0.3to0", EmptyPlane),
        Case("adaptive_max_pool2d.ties", x => F.AdaptiveMaxPool2d(x[0], (3, 4)), "F.adaptive_max_pool2d(x[0], (3, 4))", Shapes(Ties((2, 3, 5, 7)))).OnKinks("ties")
            .Deviates("0.3to0", EmptyPlane),
        Case("adaptive_max_pool2d.indices", x => F.AdaptiveMaxPool2dWithIndices(x[0], (3, 4)).Indices, "F.adaptive_max_pool2d(x[0], (3, 4), return_indices=True)[1]",
            Shapes(Ties((2, 3, 5, 7))))
            .Deviates("0.3to0", EmptyPlane),
        Case("max_unpool1d", x => F.MaxUnpool1d(x[0], F.MaxPool1dWithIndices(x[1], 2).Indices, 2, outputSize: 7),
            "F.max_unpool1d(x[0], F.max_pool1d(x[1], 2, return_indices=True)[1], 2, output_size=(7,))", Shapes((2, 3, 3), Constant(Spaced((2, 3, 7))))),
        Case("max_unpool2d", x => F.MaxUnpool2d(x[0], F.MaxPool2dWithIndices(x[1], (2, 3)).Indices, (2, 3)),
            "F.max_unpool2d(x[0], F.max_pool2d(x[1], (2, 3), return_indices=True)[1], (2, 3))", Shapes((2, 3, 2, 2), Constant(Spaced((2, 3, 4, 6))))),
        Case("max_unpool2d.size", x => F.MaxUnpool2d(x[0], F.MaxPool2dWithIndices(x[1], 3, 2, 1).Indices, 3, 2, 1, (6, 5)),
            "F.max_unpool2d(x[0], F.max_pool2d(x[1], 3, 2, 1, return_indices=True)[1], 3, 2, 1, (6, 5))", Shapes((2, 4, 3, 3), Constant(Spaced((2, 4, 6, 5)))))
            .OnKinks("an index comes twice, and PyTorch gives each of the values the gradient"),
        Case("max_unpool1d.whole", x => F.MaxUnpool1d(x[0], x[1], 2), "F.max_unpool1d(x[0], x[1], 2)", Shapes((4, 3), Index((4, 3), 6)))
            .OnKinks("an index comes twice, and PyTorch gives each of the values the gradient"),
    ];

    private static Input Constant(Input input) => input with { Constant = true };
}
