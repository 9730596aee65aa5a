namespace Autograd.Nn;

/// <summary>Encoder layers above one another: copies of one layer, each with its own parameters that start with the same values.</summary>
/// <example><code>
/// var encoder = new TransformerEncoder(new TransformerEncoderLayer(dModel: 512, nHead: 8), numLayers: 6, norm: new LayerNorm(512));
/// Tensor y = encoder.Call(Tensor.Rand([10, 32, 512]));
/// </code></example>
public sealed class TransformerEncoder : Module<Tensor, Tensor>
{
    /// <summary>Creates the stack.</summary>
    /// <param name="encoderLayer">The layer that is copied; it is not part of the stack itself.</param>
    /// <param name="numLayers">The number of copies.</param>
    /// <param name="norm">Normalises the output of the last layer; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no layers.</exception>
    public TransformerEncoder(TransformerEncoderLayer encoderLayer, int numLayers, LayerNorm? norm = null)
    {
        ArgumentNullException.ThrowIfNull(encoderLayer);
        Layers = AddModule("layers", LayerCopies.Of(encoderLayer, numLayers, "transformer_encoder", encoderLayer.Copy));
        if (norm is not null) Norm = AddModule("norm", norm);
    }

    /// <summary>The layers, from the first to the last.</summary>
    public ModuleList<TransformerEncoderLayer> Layers { get; }

    /// <summary>The normalisation after the last layer; null without.</summary>
    public LayerNorm? Norm { get; }

    /// <summary>Encodes a sequence. Hooks see the sequence.</summary>
    /// <param name="src">[length, batch, dModel], [batch, length, dModel] with <c>batchFirst</c>, or [length, dModel].</param>
    /// <param name="mask">[length, length] or [batch · heads, length, length]: bool, true where a position may not attend to another; or
    /// floating, added to the scores.</param>
    /// <param name="srcKeyPaddingMask">[batch, length] (or [length]): bool, true where a position is padding; or floating, added.</param>
    /// <param name="isCausal">True lets a position attend to none after it, besides what the masks exclude.</param>
    /// <returns>A sequence of the same shape.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">A tensor is of another dtype than the weights, or a mask neither bool nor floating.</exception>
    public Tensor Call(Tensor src, Tensor? mask = null, Tensor? srcKeyPaddingMask = null, bool isCausal = false) =>
        CallWith(src, x => Encode(x, mask, srcKeyPaddingMask, isCausal));

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
        return CallWith(src, x =>
        {
            foreach (TransformerEncoderLayer layer in Layers) x = layer.Call(x, cache, srcKeyPaddingMask);
            return Norm is null ? x : Norm.Call(x);
        });
    }

    /// <summary>Encodes a sequence without masks.</summary>
    /// <inheritdoc cref="Call(Tensor, Tensor?, Tensor?, bool)"/>
    protected override Tensor Forward(Tensor src) => Encode(src, null, null, causal: false);

    private Tensor Encode(Tensor x, Tensor? mask, Tensor? padding, bool causal)
    {
        foreach (TransformerEncoderLayer layer in Layers) x = layer.Call(x, mask, padding, causal);
        return Norm is null ? x : Norm.Call(x);
    }
}
