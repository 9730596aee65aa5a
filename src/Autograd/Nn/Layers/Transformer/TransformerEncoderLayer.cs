namespace Autograd.Nn;

/// <summary>
/// A layer of a transformer's encoder: self-attention, then two linear maps with an activation between them, each added to its input and
/// normalised. With a causal mask it is a block of a decoder-only model, as in GPT.
/// </summary>
/// <remarks>
/// Sources: Vaswani et al. (2017), "Attention is all you need"; for <c>normFirst</c>, Xiong et al. (2020), "On layer normalization in the
/// transformer architecture". Keys, initial values and draws of dropout are PyTorch's.
/// </remarks>
/// <example><code>
/// var layer = new TransformerEncoderLayer(dModel: 512, nHead: 8, batchFirst: true);
/// Tensor y = layer.Call(Tensor.Rand([32, 10, 512]), isCausal: true);
/// </code></example>
public sealed class TransformerEncoderLayer : Module<Tensor, Tensor>
{
    private readonly TransformerOptions _options;
    private readonly Generator? _masks;
    private readonly Dropout _dropout, _dropout1, _dropout2;

    /// <summary>Creates the layer.</summary>
    /// <param name="dModel">The size of an element of the sequence.</param>
    /// <param name="nHead">The number of heads, which must divide dModel.</param>
    /// <param name="dimFeedforward">The size between the two linear maps.</param>
    /// <param name="dropout">The probability with which an element (and a weight of the attention) becomes 0 in training.</param>
    /// <param name="activation">The function between the linear maps: relu if null; <c>x => x.Gelu()</c>, or any other.</param>
    /// <param name="layerNormEps">Added to the variance by the normalisations.</param>
    /// <param name="batchFirst">True: sequences are [batch, length, dModel]. False, as in PyTorch: [length, batch, dModel].</param>
    /// <param name="normFirst">True normalises the input of each part, false the sum after it.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="generator">The source of the initial values and dropout masks; <see cref="Generator.Default"/> if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the dropout is not a probability.</exception>
    /// <exception cref="ArgumentException">The heads do not divide the size.</exception>
    public TransformerEncoderLayer(
        int dModel,
        int nHead,
        int dimFeedforward = 2048,
        double dropout = 0.1,
        Func<Tensor, Tensor>? activation = null,
        double layerNormEps = 1e-5,
        bool batchFirst = false,
        bool normFirst = false,
        DType dtype = DType.Float32,
        Generator? generator = null)
        : this(
            new TransformerOptions(
                "transformer_encoder_layer", dModel, nHead, dimFeedforward, dropout, activation ?? Tensor.Relu, layerNormEps, batchFirst,
                normFirst).Checked(),
            dtype, generator, generator)
    {
    }

    private TransformerEncoderLayer(TransformerOptions options, DType dtype, Generator? initial, Generator? masks)
    {
        (_options, _masks) = (options, masks);
        SelfAttn = AddModule("self_attn", options.Attention(dtype, initial, masks));
        Linear1 = AddModule("linear1", new Linear(options.DModel, options.DimFeedforward, dtype: dtype, generator: initial));
        _dropout = AddModule("dropout", new Dropout(options.Dropout, masks));
        Linear2 = AddModule("linear2", new Linear(options.DimFeedforward, options.DModel, dtype: dtype, generator: initial));
        Norm1 = AddModule("norm1", options.Norm(dtype));
        Norm2 = AddModule("norm2", options.Norm(dtype));
        _dropout1 = AddModule("dropout1", new Dropout(options.Dropout, masks));
        _dropout2 = AddModule("dropout2", new Dropout(options.Dropout, masks));
    }

    /// <summary>The attention of the sequence to itself.</summary>
    public MultiheadAttention SelfAttn { get; }

    /// <summary>The first linear map.</summary>
    public Linear Linear1 { get; }

    /// <summary>The second linear map.</summary>
    public Linear Linear2 { get; }

    /// <summary>The normalisation of the attention's part.</summary>
    public LayerNorm Norm1 { get; }

    /// <summary>The normalisation of the linear maps' part.</summary>
    public LayerNorm Norm2 { get; }

    /// <summary>Encodes a sequence. Hooks see the sequence.</summary>
    /// <param name="src">[length, batch, dModel], [batch, length, dModel] with <c>batchFirst</c>, or [length, dModel].</param>
    /// <param name="srcMask">[length, length] or [batch · heads, length, length]: bool, true where a position may not attend to another; or
    /// floating, added to the scores.</param>
    /// <param name="srcKeyPaddingMask">[batch, length] (or [length]): bool, true where a position is padding; or floating, added.</param>
    /// <param name="isCausal">True lets a position attend to none after it, besides what the masks exclude.</param>
    /// <returns>A sequence of the same shape.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">A tensor is of another dtype than the weights, or a mask neither bool nor floating.</exception>
    public Tensor Call(Tensor src, Tensor? srcMask = null, Tensor? srcKeyPaddingMask = null, bool isCausal = false) =>
        CallWith(src, x => Encode(x, srcMask, srcKeyPaddingMask, isCausal, cache: null));

    /// <summary>
    /// Encodes the positions that follow those in a cache, causally: what a causal call with the whole sequence gives for them. Hooks see
    /// the new positions.
    /// </summary>
    /// <param name="src">The new positions alone, in the shapes of the other overload.</param>
    /// <param name="cache">The earlier positions; the new ones are added.</param>
    /// <param name="srcKeyPaddingMask">For all positions, those in the cache first.</param>
    /// <returns>A sequence of the shape of <paramref name="src"/>.</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or do not continue what the cache holds.</exception>
    /// <exception cref="DTypeException">A tensor is of another dtype than the weights, or a mask neither bool nor floating.</exception>
    /// <exception cref="GraphException">Gradients are recorded.</exception>
    public Tensor Call(Tensor src, KeyValueCache cache, Tensor? srcKeyPaddingMask = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        return CallWith(src, x => Encode(x, null, srcKeyPaddingMask, causal: true, cache));
    }

    /// <summary>A layer with its own parameters of the same sizes.</summary>
    internal TransformerEncoderLayer Copy(DType dtype) => new(_options, dtype, new Generator(0), _masks);

    /// <summary>Encodes a sequence without masks.</summary>
    /// <inheritdoc cref="Call(Tensor, Tensor?, Tensor?, bool)"/>
    protected override Tensor Forward(Tensor src) => Encode(src, null, null, causal: false, cache: null);

    /// <inheritdoc/>
    protected override string Describe() => _options.Describe();

    private Tensor Encode(Tensor src, Tensor? mask, Tensor? padding, bool causal, KeyValueCache? cache)
    {
        _options.Check("src", src);
        if (_options.NormFirst)
        {
            Tensor attended = src + Attend(Norm1.Call(src), mask, padding, causal, cache);
            return attended + FeedForward(Norm2.Call(attended));
        }

        src = Norm1.Call(src + Attend(src, mask, padding, causal, cache));
        return Norm2.Call(src + FeedForward(src));
    }

    private Tensor Attend(Tensor x, Tensor? mask, Tensor? padding, bool causal, KeyValueCache? cache) =>
        _dropout1.Call(SelfAttn.Call(x, x, x, padding, needWeights: false, mask, isCausal: causal, cache: cache).Output);

    private Tensor FeedForward(Tensor x) => _dropout2.Call(Linear2.Call(_dropout.Call(_options.Activation(Linear1.Call(x)))));
}
