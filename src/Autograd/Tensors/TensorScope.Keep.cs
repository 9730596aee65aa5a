namespace Autograd;

public sealed partial class TensorScope
{
    /// <summary>
    /// Moves a tensor's memory, which its views share, out of the scope that it was made in: it then belongs to the next outer scope or,
    /// if there is none, to the garbage collector.
    /// </summary>
    /// <param name="tensor">The tensor, or any view of it.</param>
    /// <returns>The same tensor.</returns>
    /// <remarks>The tensors saved in its graph are not kept: <see cref="Tensor.Detach()"/> a tensor that is only read.</remarks>
    /// <exception cref="TensorScopeException">The tensor's scope has ended.</exception>
    public static Tensor Keep(Tensor tensor)
    {
        tensor.NotNull();
        if (tensor.Storage.IsEnded) throw TensorScopeException.Ended($"keep: the tensor, {tensor.Spec},");
        tensor.Storage.Scope = tensor.Storage.Scope?._outer;
        return tensor;
    }
}
