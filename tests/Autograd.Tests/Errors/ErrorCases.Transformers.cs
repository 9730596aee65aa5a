using Autograd.Nn;

namespace Autograd.Tests.Errors;

public static partial class ErrorCases
{
    private static ErrorCase[] Transformers() =>
    [
        Case<ArgumentException>("a mask beside `isCausal`",
            () => F.ScaledDotProductAttention(Tensor.Zeros([3, 4]), Tensor.Zeros([3, 4]), Tensor.Zeros([3, 4]), Tensor.Zeros([3, 3]), isCausal: true),
            "scaled_dot_product_attention: give a mask or isCausal, not both (Parameter 'isCausal')",
            "`isCausal: true` alone is faster than a causal mask; a mask of your own can include it."),
        Case<ShapeException>("keys and values that differ in number", () => F.ScaledDotProductAttention(Tensor.Zeros([3, 4]), Tensor.Zeros([5, 4]), Tensor.Zeros([6, 4])),
            "scaled_dot_product_attention: query […, queries, size], key […, keys, size] and value […, keys, output] do not fit: [3, 4], [5, 4] and [6, 4]",
            "One value for each key."),
        Case<ArgumentException>("an offset without `isCausal`",
            () => F.ScaledDotProductAttention(Tensor.Zeros([3, 4]), Tensor.Zeros([3, 4]), Tensor.Zeros([3, 4]), causalOffset: 2),
            "scaled_dot_product_attention: causalOffset is for causal attention: give isCausal: true too (Parameter 'causalOffset')",
            "`isCausal: true`."),
        Case<ShapeException>("elements of another size", () => new TransformerEncoderLayer(4, 2).Call(Tensor.Zeros([5, 2, 3])),
            "TransformerEncoderLayer: transformer_encoder_layer: src must be [length, batch, 4], or [length, 4] without a batch, and is [5, 2, 3]: the size of an element, dModel, is 4",
            "An `Embedding` or a `Linear` before it gives elements of the size `dModel`."),
        Case<ShapeException>("batches that differ", () => new Transformer(4, 2, 1, 1, 6).Call(Tensor.Zeros([5, 2, 4]), Tensor.Zeros([5, 3, 4])),
            "Transformer: transformer: src and tgt must be of one batch ([length, batch, size]), not [5, 2, 4] and [5, 3, 4]",
            "`batchFirst: true`, if the batch is the first dimension."),
        Case<ShapeException>("a padding mask of another length", () => new TransformerEncoderLayer(4, 2).Call(Tensor.Zeros([5, 2, 4]), srcKeyPaddingMask: Tensor.Zeros([5, 2], DType.Bool)),
            "self_attn (MultiheadAttention): multihead_attention: the key padding mask must be [2, 5], one entry for each key, not [5, 2]",
            "`[batch, length]`, also where sequences are `[length, batch, size]`."),
        Case<ArgumentException>("heads that do not divide the size", () => new TransformerEncoderLayer(6, 4),
            "transformer_encoder_layer: 4 heads do not divide the size 6 (Parameter 'nHead')",
            "`dModel` is a multiple of `nHead`."),
        Case<ArgumentOutOfRangeException>("a stack without layers", () => new TransformerEncoder(new TransformerEncoderLayer(4, 2), 0),
            "transformer_encoder: numLayers must be at least 1, not 0 (Parameter 'numLayers')",
            "At least 1."),
        Case<DTypeException>("a causal mask of whole numbers", () => Transformer.GenerateSquareSubsequentMask(3, DType.Int64),
            "generate_square_subsequent_mask: the mask is added to scores: it is floating, and cannot be int64",
            "The dtype of the sequence."),
        Case<GraphException>("generation with a cache that records gradients", () => new TransformerEncoderLayer(4, 2).Call(Tensor.Zeros([5, 2, 4]), new KeyValueCache()),
            "self_attn (MultiheadAttention): key_value_cache: keys and values that require grad cannot be kept in a cache: generate under GradMode.NoGrad()",
            "`using GradModeScope mode = GradMode.NoGrad();`"),
        Case<ShapeException>("a cache of another batch", () => AppendTwice([2, 3, 4], [1, 3, 4]),
            "key_value_cache: keys of [1, 3, 4] do not continue those in the cache, [2, 64, 4] with room for 64 positions: a cache belongs to one batch; Clear() it, or create another",
            "A new `KeyValueCache` for each batch."),
        Case<ArgumentOutOfRangeException>("a cache cut beyond its end", () => new KeyValueCache().Truncate(3),
            "key_value_cache: the cache holds 0 positions and cannot be truncated to 3 (Parameter 'length')",
            "`cache.Length` at most."),
    ];

    private static void AppendTwice(Shape first, Shape second)
    {
        var cache = new KeyValueCache();
        var attention = new Identity();
        cache.Append(attention, Tensor.Zeros(first), Tensor.Zeros(first));
        cache.Append(attention, Tensor.Zeros(second), Tensor.Zeros(second));
    }
}
