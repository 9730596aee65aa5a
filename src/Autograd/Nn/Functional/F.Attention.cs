namespace Autograd.Nn;

public static partial class F
{
    private const string AttentionName = "scaled_dot_product_attention";

    /// <summary>Attention: softmax(query · keyᵀ · scale + mask) · value. Leading dimensions broadcast.</summary>
    /// <remarks>
    /// Sources: Vaswani et al. (2017), "Attention is all you need"; Dao et al. (2022), "FlashAttention". The scores are computed block by
    /// block and never stored as a whole, forward or backward, so memory grows with the length, not with its square; except with dropout,
    /// with a mask that requires grad, and for gradients of gradients. A query whose row is entirely masked gets zeros and passes no
    /// gradient (as in PyTorch 2.5; earlier versions give NaN).
    /// </remarks>
    /// <param name="query">[…, queries, size], floating.</param>
    /// <param name="key">[…, keys, size].</param>
    /// <param name="value">[…, keys, size of the output].</param>
    /// <param name="attnMask">Broadcasts to […, queries, keys]. Bool: true where a query may attend to a key. Floating: added to the
    /// scores.</param>
    /// <param name="dropoutP">The probability with which a weight becomes 0 (the others are scaled up). There is no training switch here:
    /// pass 0 in evaluation.</param>
    /// <param name="isCausal">True lets query i attend to the keys 0 … i + causalOffset only.</param>
    /// <param name="scale">The factor of the scores; 1/√size if not given.</param>
    /// <param name="generator">The source of the dropout mask; <see cref="Generator.Default"/> if not given.</param>
    /// <param name="causalOffset">The number of keys before that of the first query, as many as a <see cref="KeyValueCache"/> held.</param>
    /// <returns>[…, queries, size of the output].</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The inputs are of different dtypes or not floating, or the mask is neither bool nor of
    /// theirs.</exception>
    /// <exception cref="ArgumentException">A mask is given and attention is causal too; or causalOffset is given and it is not.</exception>
    /// <exception cref="ArgumentOutOfRangeException">dropoutP is not a probability, or causalOffset is negative.</exception>
    public static Tensor ScaledDotProductAttention(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? attnMask = null,
        double dropoutP = 0,
        bool isCausal = false,
        double? scale = null,
        Generator? generator = null,
        int causalOffset = 0)
    {
        query.NotNull();
        key.NotNull();
        value.NotNull();
        CheckDropout(dropoutP, AttentionName);
        CheckAttention(AttentionName, query, key, value, attnMask);
        if (attnMask is not null && isCausal)
            throw new ArgumentException($"{AttentionName}: give a mask or isCausal, not both", nameof(isCausal));
        if (causalOffset < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(causalOffset), $"{AttentionName}: the keys before the first query cannot be {causalOffset}");
        }

        if (causalOffset > 0 && !isCausal)
        {
            throw new ArgumentException(
                $"{AttentionName}: causalOffset is for causal attention: give isCausal: true too", nameof(causalOffset));
        }

        return Attend(
            query, key, value, attnMask is null ? [] : [attnMask], scale ?? 1 / Math.Sqrt(query.Shape[^1]), isCausal ? causalOffset : null,
            dropoutP, generator);
    }

    /// <summary>Attention with arguments that have been checked, to the keys that every mask allows.</summary>
    internal static Tensor Attend(
        Tensor query,
        Tensor key,
        Tensor value,
        ReadOnlySpan<Tensor> masks,
        double scale,
        int? causalOffset,
        double dropoutP,
        Generator? generator)
    {
        bool whole = dropoutP > 0;
        foreach (Tensor mask in masks) whole |= mask.RequiresGrad;
        if (whole)
        {
            Tensor weights = AttentionOp.Weights(query, key, masks, scale, causalOffset);
            return Dropout(weights, dropoutP, generator: generator).MatMul(value);
        }

        Shape lead = Broadcasting.Batches(AttentionName, query.Shape, key.Shape);
        lead = Broadcasting.Shapes(AttentionName, lead, Shape.Create(value.Shape.AsSpan()[..^2]));
        var inputs = new Tensor[3 + masks.Length];
        inputs[0] = Broadcasting.To(AttentionName, query, [.. lead, query.Shape[^2], query.Shape[^1]]);
        inputs[1] = Broadcasting.To(AttentionName, key, [.. lead, key.Shape[^2], key.Shape[^1]]);
        inputs[2] = Broadcasting.To(AttentionName, value, [.. lead, value.Shape[^2], value.Shape[^1]]);
        for (int i = 0; i < masks.Length; i++)
            inputs[3 + i] = Broadcasting.To(AttentionName, masks[i], [.. lead, query.Shape[^2], key.Shape[^2]]);
        return new AttentionOp(scale, causalOffset).Apply(inputs);
    }

    private static void CheckAttention(string op, Tensor query, Tensor key, Tensor value, Tensor? mask)
    {
        RequireFloating(op, query);
        if (key.DType != query.DType || value.DType != query.DType)
        {
            throw new DTypeException(
                $"{op}: query, key and value must have the same dtype, not {query.DType.Text()}, {key.DType.Text()} and "
                + $"{value.DType.Text()}: convert with To");
        }

        if (query.Rank < 2 || key.Rank < 2 || value.Rank < 2 || query.Shape[^1] != key.Shape[^1] || key.Shape[^2] != value.Shape[^2])
        {
            throw new ShapeException(
                $"{op}: query […, queries, size], key […, keys, size] and value […, keys, output] do not fit: {query.Shape}, "
                + $"{key.Shape} and {value.Shape}");
        }

        if (mask is null) return;
        if (mask.DType != DType.Bool && mask.DType != query.DType)
            throw new DTypeException($"{op}: the mask must be bool or {query.DType.Text()}, as the query, not {mask.DType.Text()}");
        Shape lead = Broadcasting.Shapes(op, Shape.Create(query.Shape.AsSpan()[..^2]), Shape.Create(key.Shape.AsSpan()[..^2]));
        Shape scores = [.. lead, query.Shape[^2], key.Shape[^2]];
        if (mask.Rank > scores.Rank || Broadcasting.Shapes(op, mask.Shape, scores) != scores)
            throw new ShapeException($"{op}: the mask must broadcast to {scores}, the shape of the scores, and is {mask.Shape}");
    }
}
