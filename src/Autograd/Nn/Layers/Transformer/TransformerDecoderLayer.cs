namespace Autograd.Nn;

/// <summary>
/// A layer of a transformer's decoder: self-attention, attention to the encoder's output, then two linear maps with an activation between
/// them, each added to its input and normalised.
/// </summary>
/// <remarks>
/// Source: Vaswani et al. (2017), "Attention is all you need". Keys, initial values and draws of dropout are PyTorch's.
/// </remarks>
public sealed class TransformerDecoderLayer : Module<Tensor, Tensor, Tensor>
{
    private readonly TransformerOptions _options;
    private readonly Generator? _masks;
    private readonly Dropout _dropout, _dropout1, _dropout2, _dropout3;

    /// <summary>Creates the layer.</summary>
    /// <param name="dModel">The size of an element of the sequences.</param>
    /// <param name="nHead">The number of heads, which must divide dModel.</param>
    /// <param name="dimFeedforward">The size between the two linear maps.</param>
    /// <param name="dropout">The probability with which an element (and a weight of an attention) becomes 0 in training.</param>
    /// <param name="activation">The function between the linear maps: relu if null; <c>x => x.Gelu()</c>, or any other.</param>
    /// <param name="layerNormEps">Added to the variance by the normalisations.</param>
    /// <param name="batchFirst">True: sequences are [batch, length, dModel]. False, as in PyTorch: [length, batch, dModel].</param>
    /// <param name="normFirst">True normalises the input of each part, false the sum after it.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="generator">The source of the initial values and dropout masks; <see cref="Generator.Default"/> if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the dropout is not a probability.</exception>
    /// <exception cref="ArgumentException">The heads do not divide the size.</exception>
    public TransformerDecoderLayer(
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
                "transformer_decoder_layer", dModel, nHead, dimFeedforward, dropout, activation ?? Tensor.Relu, layerNormEps, batchFirst,
                normFirst).Checked(),
            dtype, generator, generator)
    {
    }

    private TransformerDecoderLayer(TransformerOptions options, DType dtype, Generator? initial, Generator? masks)
    {
        (_options, _masks) = (options, masks);
        SelfAttn = AddModule("self_attn", options.Attention(dtype, initial, masks));
        MultiheadAttn = AddModule("multihead_attn", options.Attention(dtype, initial, masks));
        Linear1 = AddModule("linear1", new Linear(options.DModel, options.DimFeedforward, dtype: dtype, generator: initial));
        _dropout = AddModule("dropout", new Dropout(options.Dropout, masks));
        Linear2 = AddModule("linear2", new Linear(options.DimFeedforward, options.DModel, dtype: dtype, generator: initial));
        Norm1 = AddModule("norm1", options.Norm(dtype));
        Norm2 = AddModule("norm2", options.Norm(dtype));
        Norm3 = AddModule("norm3", options.Norm(dtype));
        _dropout1 = AddModule("dropout1", new Dropout(options.Dropout, masks));
        _dropout2 = AddModule("dropout2", new Dropout(options.Dropout, masks));
        _dropout3 = AddModule("dropout3", new Dropout(options.Dropout, masks));
    }

    /// <summary>The attention of the sequence to itself.</summary>
    public MultiheadAttention SelfAttn { get; }

    /// <summary>The attention of the sequence to the encoder's output.</summary>
    public MultiheadAttention MultiheadAttn { get; }

    /// <summary>The first linear map.</summary>
    public Linear Linear1 { get; }

    /// <summary>The second linear map.</summary>
    public Linear Linear2 { get; }

    /// <summary>The normalisation of the self-attention's part.</summary>
    public LayerNorm Norm1 { get; }

    /// <summary>The normalisation of the part of the attention to the encoder's output.</summary>
    public LayerNorm Norm2 { get; }

    /// <summary>The normalisation of the linear maps' part.</summary>
    public LayerNorm Norm3 { get; }

    /// <summary>Decodes a sequence. Hooks see both sequences.</summary>
    /// <param name="tgt">[length, batch, dModel], [batch, length, dModel] with <c>batchFirst</c>, or [length, dModel].</param>
    /// <param name="memory">The encoder's output, of its length and the same batch.</param>
    /// <param name="tgtMask">[length, length] or [batch · heads, length, length]: bool, true where a position may not attend to another; or
    /// floating, added to the scores.</param>
    /// <param name="memoryMask">The same for the positions of the memory: [length, memory length] or with batch · heads before.</param>
    /// <param name="tgtKeyPaddingMask">[batch, length] (or [length]): bool, true where a position is padding; or floating, added.</param>
    /// <param name="memoryKeyPaddingMask">The same for the memory: [batch, memory length].</param>
    /// <param name="tgtIsCausal">True lets a position attend to none after it, besides what the masks exclude.</param>
    /// <param name="memoryIsCausal">True lets a position attend to none after it in the memory.</param>
    /// <returns>A sequence of the shape of <paramref name="tgt"/>.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">A tensor is of another dtype than the weights, or a mask neither bool nor floating.</exception>
    public Tensor Call(
        Tensor tgt,
        Tensor memory,
        Tensor? tgtMask = null,
        Tensor? memoryMask = null,
        Tensor? tgtKeyPaddingMask = null,
        Tensor? memoryKeyPaddingMask = null,
        bool tgtIsCausal = false,
        bool memoryIsCausal = false)
    {
        var masks = new Masks(tgtMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask, tgtIsCausal, memoryIsCausal);
        return CallWith((tgt, memory), x => Decode(x.Input1, x.Input2, masks, cache: null));
    }

    /// <summary>
    /// Decodes the positions that follow those in a cache, causally: what a call with the whole sequence and <c>tgtIsCausal</c> gives for
    /// them. Hooks see the new positions and the memory.
    /// </summary>
    /// <param name="tgt">The new positions alone, in the shapes of the other overload.</param>
    /// <param name="memory">The encoder's output: the same at every step.</param>
    /// <param name="cache">The earlier positions; the new ones are added.</param>
    /// <param name="memoryMask">[new positions, memory length], as in the other overload.</param>
    /// <param name="tgtKeyPaddingMask">For all positions, those in the cache first.</param>
    /// <param name="memoryKeyPaddingMask">[batch, memory length].</param>
    /// <returns>A sequence of the shape of <paramref name="tgt"/>.</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or do not continue what the cache holds.</exception>
    /// <exception cref="DTypeException">A tensor is of another dtype than the weights, or a mask neither bool nor floating.</exception>
    /// <exception cref="GraphException">Gradients are recorded.</exception>
    public Tensor Call(
        Tensor tgt,
        Tensor memory,
        KeyValueCache cache,
        Tensor? memoryMask = null,
        Tensor? tgtKeyPaddingMask = null,
        Tensor? memoryKeyPaddingMask = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        var masks = new Masks(null, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask, TgtIsCausal: true, MemoryIsCausal: false);
        return CallWith((tgt, memory), x => Decode(x.Input1, x.Input2, masks, cache));
    }

    /// <summary>A layer with its own parameters of the same sizes.</summary>
    internal TransformerDecoderLayer Copy(DType dtype) => new(_options, dtype, new Generator(0), _masks);

    /// <summary>Decodes a sequence without masks.</summary>
    /// <inheritdoc cref="Call(Tensor, Tensor, Tensor?, Tensor?, Tensor?, Tensor?, bool, bool)"/>
    protected override Tensor Forward(Tensor tgt, Tensor memory) => Decode(tgt, memory, default, cache: null);

    /// <inheritdoc/>
    protected override string Describe() => _options.Describe();

    private Tensor Decode(Tensor tgt, Tensor memory, in Masks masks, KeyValueCache? cache)
    {
        _options.Check("tgt", tgt);
        _options.Check("memory", memory);
        TransformerOptions.CheckBatches(_options.Op, "tgt", tgt, "memory", memory, _options.BatchFirst);
        if (_options.NormFirst)
        {
            Tensor attended = tgt + Attend(Norm1.Call(tgt), masks, cache);
            Tensor both = attended + Attend(Norm2.Call(attended), memory, masks);
            return both + FeedForward(Norm3.Call(both));
        }

        tgt = Norm1.Call(tgt + Attend(tgt, masks, cache));
        tgt = Norm2.Call(tgt + Attend(tgt, memory, masks));
        return Norm3.Call(tgt + FeedForward(tgt));
    }

    private Tensor Attend(Tensor x, in Masks masks, KeyValueCache? cache) =>
        _dropout1.Call(
            SelfAttn.Call(
                x, x, x, masks.TgtPadding, needWeights: false, masks.Tgt, isCausal: masks.TgtIsCausal, cache: cache).Output);

    private Tensor Attend(Tensor x, Tensor memory, in Masks masks) =>
        _dropout2.Call(
            MultiheadAttn.Call(
                x, memory, memory, masks.MemoryPadding, needWeights: false, masks.Memory, isCausal: masks.MemoryIsCausal).Output);

    private Tensor FeedForward(Tensor x) => _dropout3.Call(Linear2.Call(_dropout.Call(_options.Activation(Linear1.Call(x)))));

    private readonly record struct Masks(
        Tensor? Tgt, Tensor? Memory, Tensor? TgtPadding, Tensor? MemoryPadding, bool TgtIsCausal, bool MemoryIsCausal);
}
