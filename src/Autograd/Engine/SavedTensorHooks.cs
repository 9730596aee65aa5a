using Autograd.Engine;

namespace Autograd;

/// <summary>Keeps the tensors saved for gradients in another form: compressed, on disk, or recomputed on demand.</summary>
/// <example><code>
/// using (SavedTensorHooks.Use(t => t.To(DType.Float32), t => t.To(DType.Float64))) loss = model.Call(x).Sum();
/// loss.Backward();
/// </code></example>
public static class SavedTensorHooks
{
    /// <summary>
    /// Until the returned scope is disposed, every tensor that an operation saves is packed, and unpacked when a gradient needs it.
    /// </summary>
    /// <param name="pack">
    /// Called once for each saved tensor, which is detached, with recording off. It must not change the tensor in place. Its result is
    /// kept in place of the tensor.
    /// </param>
    /// <param name="unpack">Returns a tensor with the shape and dtype of the packed one. Called with recording off each time a gradient
    /// needs it.</param>
    /// <typeparam name="TPacked">The packed form.</typeparam>
    /// <returns>The scope; dispose it to remove the hooks.</returns>
    /// <remarks>
    /// The innermost scope applies. Gradients of gradients work: the unpacked tensor takes the saved one's place in the graph. If it still
    /// shares memory with the saved tensor, an in-place change since then is an error, as it is without hooks; a copy is not affected.
    /// </remarks>
    public static EngineScope Use<TPacked>(Func<Tensor, TPacked> pack, Func<TPacked, Tensor> unpack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(unpack);
        return EngineScope.Packing(new SavedTensorPacking(t => pack(t), p => unpack((TPacked)p!)));
    }
}
