using Autograd.Nn;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Embeddings() =>
    [
        Case("embedding", x => F.Embedding(x[0], x[1]), "F.embedding(x[0], x[1])",
            Shapes(Index((2, 3), 5), (5, 4)), Shapes(Index(Number, 5), (5, 4)), Shapes(Index(7, 5, DType.Int32), (5, 4))),
        Case("embedding.padding", x => F.Embedding(x[0], x[1], paddingIdx: -3), "F.embedding(x[0], x[1], padding_idx=-3)", Shapes(Index((4, 3), 5), (5, 2)))
            .OnKinks("the padding's gradient is 0 by decree"),
        Case("embedding.frequency", x => F.Embedding(x[0], x[1], scaleGradByFreq: true), "F.embedding(x[0], x[1], scale_grad_by_freq=True)",
            Shapes(Index((4, 3), 5), (5, 2))).OnKinks("the gradient is scaled by decree")
            .SecondNotInTorch("PyTorch 1.13 leaves the scale out of it"),
        Case("one_hot", x => F.OneHot(x[0], 5), "F.one_hot(x[0], 5)", Shapes(Index((2, 3), 5)), Shapes(Index(Number, 5))),
        Case("one_hot.inferred", x => F.OneHot(x[0]), "F.one_hot(x[0])", Shapes(Index((2, 3), 5))),
    ];
}
