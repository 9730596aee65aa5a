using Autograd.Engine;

namespace Autograd;

/// <summary>Keeps what operations save for their gradients in another form: smaller, on disk, or to be computed again.</summary>
/// <example><code>
/// using (SavedTensorHooks.Use(t => t.To(DType.Float32), t => t.To(DType.Float64))) loss = model.Call(x).Sum();
/// loss.Backward();
/// </code></example>
public static class SavedTensorHooks
{
    /// <summary>
    /// Until the returned scope is disposed, every tensor that an operation saves is packed, and unpacked when a gradient asks for it.
    /// </summary>
    /// <param name="pack">
    /// Called once for each saved tensor, without history and with recording off. It may not change the tensor in place. What it returns is
    /// kept instead.
    /// </param>
    /// <param name="unpack">Gives back a tensor of the shape and dtype that was packed. Called each time a gradient asks for it, with
    /// recording off.</param>
    /// <remarks>
    /// The innermost scope counts. Gradients of gradients work: the tensor that comes back has the saved one's place in the graph. Where it
    /// still shares memory with the saved one, a change in place since then is an error, as without hooks; a copy is not touched by such a
    /// change.
    /// </remarks>
    public static EngineScope Use<TPacked>(Func<Tensor, TPacked> pack, Func<TPacked, Tensor> unpack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(unpack);
        return EngineScope.Packing(new SavedTensorPacking(t => pack(t), p => unpack((TPacked)p!)));
    }
}
