namespace Autograd.Nn;

/// <summary>
/// Attention in several heads: query, key and value are each mapped linearly and split into heads, which attend separately (see
/// <see cref="F.ScaledDotProductAttention"/>) and are joined by a final linear map.
/// </summary>
/// <remarks>
/// Source: Vaswani et al. (2017), "Attention is all you need". Masks have PyTorch's meaning in this layer, which is the opposite of the
/// function's: true excludes a key.
/// </remarks>
public sealed class MultiheadAttention : Module<Tensor, Tensor, Tensor, (Tensor Output, Tensor? Weights)>
{
    private readonly Parameter? _weight, _queryWeight, _keyWeight, _valueWeight, _bias;
    private readonly Linear _out;

    /// <summary>Creates the layer.</summary>
    /// <param name="embedDim">The size of queries and outputs.</param>
    /// <param name="numHeads">The number of heads, which must divide embedDim.</param>
    /// <param name="dropout">The probability with which a weight becomes 0 in training.</param>
    /// <param name="bias">Whether the linear maps add a bias.</param>
    /// <param name="kDim">The size of keys; that of the queries if not given.</param>
    /// <param name="vDim">The size of values; that of the queries if not given.</param>
    /// <param name="batchFirst">True: tensors are [batch, length, size]. False, as in PyTorch: [length, batch, size].</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="generator">The source of the initial values and dropout masks; <see cref="Generator.Default"/> if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the dropout is not a probability.</exception>
    /// <exception cref="ArgumentException">The heads do not divide the size.</exception>
    public MultiheadAttention(
        int embedDim,
        int numHeads,
        double dropout = 0,
        bool bias = true,
        int? kDim = null,
        int? vDim = null,
        bool batchFirst = false,
        DType dtype = DType.Float32,
        Generator? generator = null)
    {
        LayerSize.RequireAtLeast(1, embedDim, "multihead_attention", nameof(embedDim));
        LayerSize.RequireAtLeast(1, numHeads, "multihead_attention", nameof(numHeads));
        if (embedDim % numHeads != 0)
            throw new ArgumentException($"multihead_attention: {numHeads} heads do not divide the size {embedDim}", nameof(numHeads));
        F.CheckDropout(dropout, "multihead_attention");
        (EmbedDim, NumHeads, Dropout, BatchFirst, Masks) = (embedDim, numHeads, dropout, batchFirst, generator);
        // PyTorch draws the final map's initial values first.
        var last = new Linear(embedDim, embedDim, bias, dtype, generator);
        if ((kDim ?? embedDim) == embedDim && (vDim ?? embedDim) == embedDim)
        {
            _weight = AddParameter(
                "in_proj_weight", Init.XavierUniform_(Tensor.Empty([3 * embedDim, embedDim], dtype), generator: generator));
        }
        else
        {
            _queryWeight = AddParameter(
                "q_proj_weight", Init.XavierUniform_(Tensor.Empty([embedDim, embedDim], dtype), generator: generator));
            _keyWeight = AddParameter(
                "k_proj_weight", Init.XavierUniform_(Tensor.Empty([embedDim, kDim ?? embedDim], dtype), generator: generator));
            _valueWeight = AddParameter(
                "v_proj_weight", Init.XavierUniform_(Tensor.Empty([embedDim, vDim ?? embedDim], dtype), generator: generator));
        }

        if (bias)
        {
            _bias = AddParameter("in_proj_bias", Tensor.Zeros([3 * embedDim], dtype));
            Init.Zeros_(last.Bias!);
        }

        _out = AddModule("out_proj", last);
    }

    /// <summary>The size of queries and outputs.</summary>
    public int EmbedDim { get; }

    /// <summary>The number of heads.</summary>
    public int NumHeads { get; }

    /// <summary>The probability with which a weight becomes 0 in training.</summary>
    public double Dropout { get; }

    /// <summary>Whether the batch is the first dimension.</summary>
    public bool BatchFirst { get; }

    /// <summary>The source of dropout masks.</summary>
    internal Generator? Masks { get; init; }

    /// <summary>Attends. Hooks see query, key and value.</summary>
    /// <remarks>
    /// Without weights (and without dropout) the scores are never stored as a whole, so memory grows with the length, not with its square:
    /// see <see cref="F.ScaledDotProductAttention"/>.
    /// </remarks>
    /// <param name="query">[queries, batch, size], or [batch, queries, size] where the batch comes first; or without a batch.</param>
    /// <param name="key">The same for keys, of their size.</param>
    /// <param name="value">As many as keys, of their size.</param>
    /// <param name="keyPaddingMask">[batch, keys]: bool, true where a key is padding; or floating, added to the scores.</param>
    /// <param name="needWeights">Whether the weights are returned.</param>
    /// <param name="attnMask">[queries, keys] or [batch · heads, queries, keys]: bool, true where a query may not attend to a key; or
    /// floating, added.</param>
    /// <param name="averageAttnWeights">Whether the weights are averaged over the heads.</param>
    /// <param name="isCausal">True lets a query attend to no key after its own position, besides what the masks exclude.</param>
    /// <param name="cache">
    /// The keys and values of earlier positions: those of this call are added to it, queries attend to all of them, and masks are for all
    /// of them. Null for none.
    /// </param>
    /// <returns>The output, shaped as the query; and the weights [batch, queries, keys] (or with the heads second), or null.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">A tensor is of another dtype than the weights, or a mask neither bool nor floating.</exception>
    /// <exception cref="GraphException">A cache is given, and gradients are recorded.</exception>
    public (Tensor Output, Tensor? Weights) Call(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? keyPaddingMask = null,
        bool needWeights = true,
        Tensor? attnMask = null,
        bool averageAttnWeights = true,
        bool isCausal = false,
        KeyValueCache? cache = null) =>
        CallWith(
            (query, key, value),
            x => Attend(x.Input1, x.Input2, x.Input3, keyPaddingMask, needWeights, attnMask, averageAttnWeights, isCausal, cache));

    /// <summary>Attends without masks, and returns the weights averaged over the heads.</summary>
    /// <inheritdoc cref="Call(Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, bool, bool, KeyValueCache?)"/>
    protected override (Tensor Output, Tensor? Weights) Forward(Tensor query, Tensor key, Tensor value) =>
        Attend(query, key, value, padding: null, needWeights: true, mask: null, average: true, causal: false, cache: null);

    /// <inheritdoc/>
    protected override string Describe() => $"embedDim: {EmbedDim}, numHeads: {NumHeads}, batchFirst: {(BatchFirst ? "true" : "false")}";

    private (Tensor Output, Tensor? Weights) Attend(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? padding,
        bool needWeights,
        Tensor? mask,
        bool average,
        bool causal,
        KeyValueCache? cache)
    {
        query.NotNull(method: nameof(MultiheadAttention));
        key.NotNull(method: nameof(MultiheadAttention));
        value.NotNull(method: nameof(MultiheadAttention));
        if (query.Rank == 2)
        {
            int batch = BatchFirst ? 0 : 1;
            (Tensor one, Tensor? of) = Attend(
                query.Unsqueeze(batch), key.Unsqueeze(batch), value.Unsqueeze(batch), padding?.Unsqueeze(0), needWeights, mask, average,
                causal, cache);
            return (one.Squeeze(batch).AsResult(), of?.Squeeze(0).AsResult());
        }

        if (!BatchFirst) (query, key, value) = (Turn(query), Turn(key), Turn(value));
        int past = cache?.LengthOf(this) ?? 0;
        Check(query, key, value, padding, mask, past);
        (Tensor q, Tensor k, Tensor v) = (Heads(query, _queryWeight, 0), Heads(key, _keyWeight, 1), Heads(value, _valueWeight, 2));
        if (cache is not null) (k, v) = cache.Append(this, k, v);
        Tensor[] masks = Masked(padding, mask, query.Shape[0], query.Shape[1], k.Shape[2]);
        int? offset = causal ? past : null;
        double scale = Math.Pow(EmbedDim / NumHeads, -0.5), dropout = IsTraining ? Dropout : 0;
        Tensor? weights = null;
        Tensor heads;
        if (needWeights)
        {
            weights = F.Dropout(AttentionOp.Weights(q, k, masks, scale, offset), dropout, generator: Masks);
            heads = weights.MatMul(v);
        }
        else
        {
            heads = F.Attend(q, k, v, masks, scale, offset, dropout, Masks);
        }

        // Joined in the order of the result's dimensions, which makes the result contiguous.
        Tensor joined = BatchFirst
            ? heads.Transpose(1, 2).Reshape(query.Shape)
            : heads.Permute(2, 0, 1, 3).Reshape(query.Shape[1], query.Shape[0], query.Shape[2]);
        return (_out.Call(joined), average ? weights?.Mean(1) : weights);
    }

    private static Tensor Turn(Tensor x) => x.Rank == 3 ? x.Transpose(0, 1) : x;

    /// <summary>
    /// The masks as attention takes them: broadcasting to [batch, heads, queries, keys], and true where a query may attend to a key.
    /// </summary>
    private Tensor[] Masked(Tensor? padding, Tensor? mask, int batch, int queries, int keys)
    {
        if (mask is { Rank: 3 }) mask = mask.Reshape(batch, NumHeads, queries, keys);
        if (padding is not null) padding = padding.Unsqueeze(1).Unsqueeze(1);
        return (mask, padding) switch
        {
            (null, null) => [],
            (not null, null) => [Kept(mask)],
            (null, not null) => [Kept(padding)],
            _ => [Kept(mask), Kept(padding)],
        };

        static Tensor Kept(Tensor excluded) => excluded.DType == DType.Bool ? excluded.LogicalNot() : excluded;
    }

    /// <summary>[batch, length, size] mapped by weight and bias number part, as [batch, heads, length, size of a head].</summary>
    private Tensor Heads(Tensor x, Parameter? weight, int part)
    {
        Tensor map = weight ?? _weight!.Narrow(0, part * EmbedDim, EmbedDim);
        Tensor y = F.Linear(x, map, _bias?.Narrow(0, part * EmbedDim, EmbedDim));
        return y.Reshape(x.Shape[0], x.Shape[1], NumHeads, EmbedDim / NumHeads).Transpose(1, 2);
    }

    private void Check(Tensor query, Tensor key, Tensor value, Tensor? padding, Tensor? mask, int past)
    {
        const string Op = "multihead_attention";
        if (query.Rank != 3 || key.Rank != 3 || value.Rank != 3 || query.Shape[2] != EmbedDim
            || query.Shape[0] != key.Shape[0] || key.Shape[0] != value.Shape[0] || key.Shape[1] != value.Shape[1])
        {
            throw new ShapeException(
                $"{Op}: query, key and value must be [batch, length, size] (here with the batch first), keys and values "
                + $"equally many, and queries of size {EmbedDim}; "
                + $"they are {query.Shape}, {key.Shape} and {value.Shape}");
        }

        (int batch, int queries, int keys) = (query.Shape[0], query.Shape[1], past + key.Shape[1]);
        if (padding is not null && padding.Shape != [batch, keys])
            throw new ShapeException($"{Op}: the key padding mask must be [{batch}, {keys}], one entry for each key, not {padding.Shape}");
        if (mask is not null && mask.Shape != [queries, keys] && mask.Shape != [batch * NumHeads, queries, keys])
            throw new ShapeException(
                $"{Op}: the mask must be [{queries}, {keys}] or [{batch * NumHeads}, {queries}, {keys}], not {mask.Shape}");
        foreach (Tensor? m in (ReadOnlySpan<Tensor?>)[padding, mask])
        {
            if (m is not null && m.DType != DType.Bool && m.DType != query.DType)
                throw new DTypeException($"{Op}: a mask must be bool or {query.DType.Text()}, as the query, not {m.DType.Text()}");
        }
    }
}
