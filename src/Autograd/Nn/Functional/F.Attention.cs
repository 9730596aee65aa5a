using Autograd.Devices;

namespace Autograd.Nn;

public static partial class F
{
    /// <summary>Attention: softmax(query · keyᵀ · scale + mask) · value. Leading dimensions broadcast.</summary>
    /// <remarks>
    /// Source: Vaswani et al. (2017), "Attention is all you need". A query whose row is entirely masked gets zeros and passes no gradient
    /// (as in PyTorch 2.5; earlier versions give NaN).
    /// </remarks>
    /// <param name="query">[…, queries, size], floating.</param>
    /// <param name="key">[…, keys, size].</param>
    /// <param name="value">[…, keys, size of the output].</param>
    /// <param name="attnMask">Broadcasts to […, queries, keys]. Bool: true where a query may attend to a key. Floating: added to the
    /// scores.</param>
    /// <param name="dropoutP">The probability with which a weight becomes 0 (the others are scaled up). There is no training switch here:
    /// pass 0 in evaluation.</param>
    /// <param name="isCausal">True lets query i attend to the keys 0 … i only.</param>
    /// <param name="scale">The factor of the scores; 1/√size if not given.</param>
    /// <param name="generator">The source of the dropout mask; <see cref="Generator.Default"/> if not given.</param>
    /// <returns>[…, queries, size of the output].</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The inputs are of different dtypes or not floating, or the mask is neither bool nor of
    /// theirs.</exception>
    /// <exception cref="ArgumentException">A mask is given and attention is causal too.</exception>
    /// <exception cref="ArgumentOutOfRangeException">dropoutP is not a probability.</exception>
    public static Tensor ScaledDotProductAttention(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? attnMask = null,
        double dropoutP = 0,
        bool isCausal = false,
        double? scale = null,
        Generator? generator = null)
    {
        query.NotNull();
        key.NotNull();
        value.NotNull();
        const string Op = "scaled_dot_product_attention";
        CheckDropout(dropoutP, Op);
        CheckAttention(Op, query, key, value, attnMask);
        if (attnMask is not null && isCausal) throw new ArgumentException($"{Op}: give a mask or isCausal, not both", nameof(isCausal));
        double factor = scale ?? 1 / Math.Sqrt(query.Shape[^1]);
        // The factor is applied to the queries, which have fewer elements than the scores.
        Tensor scores = (query * factor).MatMul(key.Transpose(-1, -2));
        if (isCausal) attnMask = Causal(query.Shape[^2], key.Shape[^2], query.Device);
        if (attnMask is not null)
            scores = attnMask.DType == DType.Bool ? scores.MaskedFill(attnMask.Eq(0), double.NegativeInfinity) : scores + attnMask;
        return Dropout(scores.SafeSoftmax(), dropoutP, generator: generator).MatMul(value);
    }

    /// <summary>[queries, keys], true at and below the diagonal.</summary>
    private static Tensor Causal(int queries, int keys, Device device) =>
        Tensor.Arange(keys, device: device).Le(Tensor.Arange(queries, device: device).Unsqueeze(1));

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
