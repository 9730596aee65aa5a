namespace Autograd.Nn;

/// <summary>Decoder layers above one another: copies of one layer, each with its own parameters that start with the same values.</summary>
public sealed class TransformerDecoder : Module<Tensor, Tensor, Tensor>
{
    /// <summary>Creates the stack.</summary>
    /// <param name="decoderLayer">The layer that is copied; it is not part of the stack itself.</param>
    /// <param name="numLayers">The number of copies.</param>
    /// <param name="norm">Normalises the output of the last layer; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no layers.</exception>
    public TransformerDecoder(TransformerDecoderLayer decoderLayer, int numLayers, LayerNorm? norm = null)
    {
        ArgumentNullException.ThrowIfNull(decoderLayer);
        Layers = AddModule("layers", LayerCopies.Of(decoderLayer, numLayers, "transformer_decoder", decoderLayer.Copy));
        if (norm is not null) Norm = AddModule("norm", norm);
    }

    /// <summary>The layers, from the first to the last.</summary>
    public ModuleList<TransformerDecoderLayer> Layers { get; }

    /// <summary>The normalisation after the last layer; null without.</summary>
    public LayerNorm? Norm { get; }

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
        bool memoryIsCausal = false) =>
        CallWith((tgt, memory), x =>
        {
            Tensor y = x.Input1;
            foreach (TransformerDecoderLayer layer in Layers)
            {
                y = layer.Call(
                    y, x.Input2, tgtMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask, tgtIsCausal, memoryIsCausal);
            }

            return Norm is null ? y : Norm.Call(y);
        });

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
        return CallWith((tgt, memory), x =>
        {
            Tensor y = x.Input1;
            foreach (TransformerDecoderLayer layer in Layers)
                y = layer.Call(y, x.Input2, cache, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask);
            return Norm is null ? y : Norm.Call(y);
        });
    }

    /// <summary>Decodes a sequence without masks.</summary>
    /// <inheritdoc cref="Call(Tensor, Tensor, Tensor?, Tensor?, Tensor?, Tensor?, bool, bool)"/>
    protected override Tensor Forward(Tensor tgt, Tensor memory)
    {
        foreach (TransformerDecoderLayer layer in Layers) tgt = layer.Call(tgt, memory);
        return Norm is null ? tgt : Norm.Call(tgt);
    }
}
