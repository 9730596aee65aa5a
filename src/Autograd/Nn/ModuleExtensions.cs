namespace Autograd.Nn;

/// <summary>What can be asked of modules from tensor to tensor alone.</summary>
public static class ModuleExtensions
{
    /// <summary>
    /// Calls a function in each backward pass through a <see cref="Module{TIn, TOut}.Call"/>, when the gradient of its input is known: with that
    /// gradient and the output's.
    /// </summary>
    /// <param name="module">The module. Inputs that it does not get as its input (captured tensors) are not seen.</param>
    /// <param name="hook">
    /// Gets the input's gradient (null if the input does not require grad) and the output's. Returns null to leave the first as it is, or
    /// another one to go on with.
    /// </param>
    /// <returns>The registration; dispose it to take the hook off.</returns>
    /// <remarks>PyTorch's <c>register_full_backward_hook</c>. A module with several tensors in or out: use <see cref="Tensor.RegisterHook"/> on them.</remarks>
    public static HookHandle RegisterFullBackwardHook(this Module<Tensor, Tensor> module, Func<Tensor?, Tensor, Tensor?> hook)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(hook);
        return HookHandle.Add(module.Hooks.Backward, hook);
    }
}
