using Autograd.Devices;

namespace Autograd.Nn;

/// <summary>
/// A transformer: an encoder that reads one sequence, and a decoder that writes another and attends to the encoder's output.
/// </summary>
/// <remarks>
/// Source: Vaswani et al. (2017), "Attention is all you need". Matrices start xavier-uniform; keys, initial values and draws of dropout are
/// PyTorch's.
/// </remarks>
/// <example><code>
/// var transformer = new Transformer(dModel: 512, nHead: 8);
/// Tensor y = transformer.Call(source, target, tgtIsCausal: true);
/// </code></example>
public sealed class Transformer : Module<Tensor, Tensor, Tensor>
{
    private const string Op = "transformer";

    /// <summary>Creates the model.</summary>
    /// <param name="dModel">The size of an element of the sequences.</param>
    /// <param name="nHead">The number of heads, which must divide dModel.</param>
    /// <param name="numEncoderLayers">The number of layers of the encoder.</param>
    /// <param name="numDecoderLayers">The number of layers of the decoder.</param>
    /// <param name="dimFeedforward">The size between the two linear maps of a layer.</param>
    /// <param name="dropout">The probability with which an element (and a weight of an attention) becomes 0 in training.</param>
    /// <param name="activation">The function between the linear maps: relu if null; <c>x => x.Gelu()</c>, or any other.</param>
    /// <param name="customEncoder">An encoder to use instead; its parameters are initialised again, as in PyTorch.</param>
    /// <param name="customDecoder">A decoder to use instead; the same holds for it.</param>
    /// <param name="layerNormEps">Added to the variance by the normalisations.</param>
    /// <param name="batchFirst">True: sequences are [batch, length, dModel]. False, as in PyTorch: [length, batch, dModel].</param>
    /// <param name="normFirst">True normalises the input of each part of a layer, false the sum after it.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="generator">The source of the initial values and dropout masks; <see cref="Generator.Default"/> if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the dropout is not a probability.</exception>
    /// <exception cref="ArgumentException">The heads do not divide the size.</exception>
    public Transformer(
        int dModel = 512,
        int nHead = 8,
        int numEncoderLayers = 6,
        int numDecoderLayers = 6,
        int dimFeedforward = 2048,
        double dropout = 0.1,
        Func<Tensor, Tensor>? activation = null,
        TransformerEncoder? customEncoder = null,
        TransformerDecoder? customDecoder = null,
        double layerNormEps = 1e-5,
        bool batchFirst = false,
        bool normFirst = false,
        DType dtype = DType.Float32,
        Generator? generator = null)
    {
        (DModel, NHead, BatchFirst) = (dModel, nHead, batchFirst);
        Encoder = AddModule("encoder", customEncoder ?? new TransformerEncoder(
            new TransformerEncoderLayer(
                dModel, nHead, dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, dtype, generator),
            numEncoderLayers, new LayerNorm(dModel, layerNormEps, dtype: dtype)));
        Decoder = AddModule("decoder", customDecoder ?? new TransformerDecoder(
            new TransformerDecoderLayer(
                dModel, nHead, dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, dtype, generator),
            numDecoderLayers, new LayerNorm(dModel, layerNormEps, dtype: dtype)));
        foreach (Parameter parameter in Parameters())
        {
            if (parameter.Rank > 1) Init.XavierUniform_(parameter, generator: generator);
        }
    }

    /// <summary>The size of an element of the sequences.</summary>
    public int DModel { get; }

    /// <summary>The number of heads.</summary>
    public int NHead { get; }

    /// <summary>Whether the batch is the first dimension.</summary>
    public bool BatchFirst { get; }

    /// <summary>The encoder.</summary>
    public TransformerEncoder Encoder { get; }

    /// <summary>The decoder.</summary>
    public TransformerDecoder Decoder { get; }

    /// <summary>The mask of a causal attention: [size, size], −∞ above the diagonal and 0 elsewhere.</summary>
    /// <param name="size">The length of the sequence.</param>
    /// <param name="dtype">Float32 or Float64: that of the sequence.</param>
    /// <param name="device">Where the mask is; the processor if not given.</param>
    /// <returns>The mask. <c>isCausal: true</c> does the same without writing it out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    public static Tensor GenerateSquareSubsequentMask(int size, DType dtype = DType.Float32, Device? device = null)
    {
        const string Mask = "generate_square_subsequent_mask";
        LayerSize.RequireAtLeast(0, size, Mask, nameof(size));
        if (!dtype.IsFloating())
            throw new DTypeException($"{Mask}: the mask is added to scores: it is floating, and cannot be {dtype.Text()}");
        return Tensor.Full([size, size], double.NegativeInfinity, dtype, device: device).Triu(1);
    }

    /// <summary>Encodes a sequence, and decodes another. Hooks see both sequences.</summary>
    /// <param name="src">The encoder's sequence: [length, batch, dModel], [batch, length, dModel] with <c>batchFirst</c>, or [length,
    /// dModel].</param>
    /// <param name="tgt">The decoder's sequence, of its length and the same batch.</param>
    /// <param name="srcMask">[src length, src length] or [batch · heads, src length, src length]: bool, true where a position may not
    /// attend to another; or floating, added to the scores.</param>
    /// <param name="tgtMask">The same for the decoder's sequence.</param>
    /// <param name="memoryMask">[tgt length, src length] or with batch · heads before: for the decoder's attention to the encoder's
    /// output.</param>
    /// <param name="srcKeyPaddingMask">[batch, src length] (or [src length]): bool, true where a position is padding; or floating,
    /// added.</param>
    /// <param name="tgtKeyPaddingMask">[batch, tgt length]: the same.</param>
    /// <param name="memoryKeyPaddingMask">[batch, src length]: the same for the encoder's output.</param>
    /// <param name="srcIsCausal">True lets a position of the encoder's sequence attend to none after it.</param>
    /// <param name="tgtIsCausal">True lets a position of the decoder's sequence attend to none after it.</param>
    /// <param name="memoryIsCausal">True lets a position of the decoder's sequence attend to none after it in the encoder's output.</param>
    /// <returns>A sequence of the shape of <paramref name="tgt"/>.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">A tensor is of another dtype than the weights, or a mask neither bool nor floating.</exception>
    public Tensor Call(
        Tensor src,
        Tensor tgt,
        Tensor? srcMask = null,
        Tensor? tgtMask = null,
        Tensor? memoryMask = null,
        Tensor? srcKeyPaddingMask = null,
        Tensor? tgtKeyPaddingMask = null,
        Tensor? memoryKeyPaddingMask = null,
        bool srcIsCausal = false,
        bool tgtIsCausal = false,
        bool memoryIsCausal = false) =>
        CallWith((src, tgt), x =>
        {
            Check(x.Input1, x.Input2);
            Tensor memory = Encoder.Call(x.Input1, srcMask, srcKeyPaddingMask, srcIsCausal);
            return Decoder.Call(
                x.Input2, memory, tgtMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask, tgtIsCausal, memoryIsCausal);
        });

    /// <summary>Encodes a sequence and decodes another, without masks.</summary>
    /// <param name="src">The encoder's sequence.</param>
    /// <param name="tgt">The decoder's sequence.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">A sequence is of another dtype than the weights.</exception>
    protected override Tensor Forward(Tensor src, Tensor tgt)
    {
        Check(src, tgt);
        return Decoder.Call(tgt, Encoder.Call(src));
    }

    /// <inheritdoc/>
    protected override string Describe() => $"dModel: {DModel}, nHead: {NHead}, batchFirst: {(BatchFirst ? "true" : "false")}";

    private void Check(Tensor src, Tensor tgt)
    {
        TransformerOptions.Check(Op, "src", src, DModel, BatchFirst);
        TransformerOptions.Check(Op, "tgt", tgt, DModel, BatchFirst);
        TransformerOptions.CheckBatches(Op, "src", src, "tgt", tgt, BatchFirst);
    }
}
