using Autograd.Nn;
using Autograd.Tests.Ops;

namespace Autograd.Tests.Nn;

internal static partial class ModuleCases
{
    private static ModuleCase[] Transformers() =>
    [
        Layer("nn.TransformerEncoderLayer(4, 2, 6)", g => new TransformerEncoderLayer(4, 2, 6, generator: g), (5, 3, 4)),
        Of(
            "nn.TransformerEncoderLayer(4, 2, 6, 0.0, 'gelu', 1e-3, True, True)",
            g => new TransformerEncoderLayer(4, 2, 6, 0, x => x.Gelu(), 1e-3, batchFirst: true, normFirst: true, generator: g),
            (m, x) => m.Call(x[0], x[1], x[2]), (3, 7, 4), Fixed((7, 7), Domain.Plain), Mask((3, 7))).As("everything"),
        Of(
            "nn.TransformerEncoderLayer(4, 2, 6, 0.0, torch.sigmoid)", g => new TransformerEncoderLayer(4, 2, 6, 0, Tensor.Sigmoid, generator: g),
            (m, x) => m.Call(x[0], x[1]), (5, 3, 4), Fixed((6, 5, 5), Domain.Plain)).As("heads"),
        Of(
            "nn.TransformerEncoderLayer(4, 2, 6, 0.0)", g => new TransformerEncoderLayer(4, 2, 6, 0, generator: g), (m, x) => m.Call(x[0]), (5, 4)).As("unbatched"),
        Layer(
            "nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 6), 2, nn.LayerNorm(4))",
            g => new TransformerEncoder(new TransformerEncoderLayer(4, 2, 6, generator: g), 2, new LayerNorm(4)), (5, 3, 4)),
        Of(
            "nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 1, 6, 0.0, norm_first=True), 2)",
            g => new TransformerEncoder(new TransformerEncoderLayer(4, 1, 6, 0, normFirst: true, generator: g), 2),
            (m, x) => m.Call(x[0], x[1], x[2]), (5, 3, 4), Fixed((5, 5), Domain.Plain), Mask((3, 5))).As("masks"),
        Of(
            "nn.TransformerDecoderLayer(4, 2, 6)", g => new TransformerDecoderLayer(4, 2, 6, generator: g), (m, x) => m.Call(x[0], x[1]), (5, 3, 4), (6, 3, 4)),
        Of(
            "nn.TransformerDecoderLayer(4, 2, 6, 0.0, 'gelu', 1e-3, True, True)",
            g => new TransformerDecoderLayer(4, 2, 6, 0, x => x.Gelu(), 1e-3, batchFirst: true, normFirst: true, generator: g),
            (m, x) => m.Call(x[0], x[1], x[2], x[3], x[4], x[5]), (3, 5, 4), (3, 6, 4), Fixed((5, 5), Domain.Plain), Fixed((5, 6), Domain.Plain),
            Mask((3, 5)), Mask((3, 6))).As("everything"),
        Of(
            "nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 6), 2, nn.LayerNorm(4))",
            g => new TransformerDecoder(new TransformerDecoderLayer(4, 2, 6, generator: g), 2, new LayerNorm(4)), (m, x) => m.Call(x[0], x[1]),
            (5, 3, 4), (6, 3, 4)),
        Of(
            "nn.Transformer(4, 2, 2, 1, 6)", g => new Transformer(4, 2, 2, 1, 6, generator: g), (m, x) => m.Call(x[0], x[1]), (5, 3, 4), (6, 3, 4)),
        Of(
            "nn.Transformer(4, 2, 1, 2, 6, 0.0, 'gelu', batch_first=True, norm_first=True)",
            g => new Transformer(4, 2, 1, 2, 6, 0, x => x.Gelu(), batchFirst: true, normFirst: true, generator: g),
            (m, x) => m.Call(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]), (3, 5, 4), (3, 6, 4), Fixed((5, 5), Domain.Plain),
            Fixed((6, 6), Domain.Plain), Fixed((6, 5), Domain.Plain), Mask((3, 5)), Mask((3, 6)), Mask((3, 5))).As("everything"),
        Of(
            "nn.Transformer(4, 2, custom_encoder=nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 1, 3, 0.0), 1), "
            + "custom_decoder=nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 5, 0.0), 1))",
            g => new Transformer(
                4, 2, customEncoder: new TransformerEncoder(new TransformerEncoderLayer(4, 1, 3, 0, generator: g), 1),
                customDecoder: new TransformerDecoder(new TransformerDecoderLayer(4, 2, 5, 0, generator: g), 1), generator: g),
            (m, x) => m.Call(x[0], x[1]), (5, 3, 4), (6, 3, 4)).As("custom"),
    ];

    private static Input Mask(Input input) => input with { Domain = Domain.Mask, DType = DType.Bool };
}
