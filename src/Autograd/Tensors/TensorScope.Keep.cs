namespace Autograd;

public sealed partial class TensorScope
{
    /// <summary>Takes a tensor's memory (with that of its views) out of the scope that it was made in: it belongs to the next outer scope, or lives as long as it is used.</summary>
    /// <returns>The same tensor.</returns>
    /// <remarks>What its graph has saved is not kept with it: <see cref="Tensor.Detach"/> what is only to be read.</remarks>
    /// <exception cref="TensorScopeException">Its scope has ended.</exception>
    public static Tensor Keep(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Storage.IsEnded) throw TensorScopeException.Ended($"keep: the tensor, {tensor.Spec},");
        tensor.Storage.Scope = tensor.Storage.Scope?._outer;
        return tensor;
    }
}
