namespace Autograd.Nn;

public static partial class ModuleExtensions
{
    /// <summary>Calls a function in each backward pass through a call of the module, when the gradient of its input is known.</summary>
    /// <param name="module">The module. Tensors that it uses but does not get as its input (captured ones) are not seen.</param>
    /// <param name="hook">
    /// Gets the input's gradient (null if the input does not require grad) and the output's. Returns null to leave the first as it is, or
    /// the gradient to use instead.
    /// </param>
    /// <returns>The registration; dispose it to remove the hook.</returns>
    /// <remarks>PyTorch's <c>register_full_backward_hook</c>.</remarks>
    public static HookHandle RegisterFullBackwardHook(this Module<Tensor, Tensor> module, Func<Tensor?, Tensor, Tensor?> hook)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(hook);
        return module.Hooks.AddBackward(
            (inputs, outputs) => hook(inputs[0], outputs[0]!) is { } grad ? [grad] : null, TensorParts.Single, TensorParts.Single);
    }

    /// <summary>Calls a function in each backward pass through a call of the module, when the gradients of its inputs are known.</summary>
    /// <param name="module">A module of two inputs, such as a loss. Tensors that it does not get as inputs are not seen.</param>
    /// <param name="hook">
    /// Gets the inputs' gradients (null for an input that does not require grad; zeros for one that the output does not depend on) and the
    /// output's. Returns null to leave the first as they are, or the gradients to use instead, where null leaves that one as it is.
    /// </param>
    /// <returns>The registration; dispose it to remove the hook.</returns>
    /// <remarks>
    /// Where both inputs require grad, the module works on copies of them, so that a change in place inside it does not reach the
    /// originals.
    /// </remarks>
    public static HookHandle RegisterFullBackwardHook(
        this Module<(Tensor Input1, Tensor Input2), Tensor> module,
        Func<(Tensor? Input1, Tensor? Input2), Tensor, (Tensor? Input1, Tensor? Input2)?> hook)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(hook);
        return module.Hooks.AddBackward(
            (inputs, outputs) => hook((inputs[0], inputs[1]), outputs[0]!) is (var grad1, var grad2) ? [grad1, grad2] : null,
            TensorParts.Pair,
            TensorParts.Single);
    }

    /// <summary>Calls a function in each backward pass through a call of the module, when the gradients of its inputs are known.</summary>
    /// <param name="module">A module of three inputs, such as a triplet loss. Tensors that it does not get as inputs are not seen.</param>
    /// <param name="hook">
    /// Gets the inputs' gradients (null for an input that does not require grad; zeros for one that the output does not depend on) and the
    /// output's. Returns null to leave the first as they are, or the gradients to use instead, where null leaves that one as it is.
    /// </param>
    /// <returns>The registration; dispose it to remove the hook.</returns>
    /// <remarks>
    /// Where several inputs require grad, the module works on copies of them, so that a change in place inside it does not reach the
    /// originals.
    /// </remarks>
    public static HookHandle RegisterFullBackwardHook(
        this Module<(Tensor Input1, Tensor Input2, Tensor Input3), Tensor> module,
        Func<(Tensor? Input1, Tensor? Input2, Tensor? Input3), Tensor, (Tensor? Input1, Tensor? Input2, Tensor? Input3)?> hook)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(hook);
        return module.Hooks.AddBackward(
            (inputs, outputs) => Listed(hook((inputs[0], inputs[1], inputs[2]), outputs[0]!)), TensorParts.Triple, TensorParts.Single);
    }

    /// <summary>
    /// Calls a function in each backward pass through a call of attention, when the gradients of query, key and value are known.
    /// </summary>
    /// <param name="module">
    /// A module of three inputs and two outputs, the second of which may be absent, such as <see cref="MultiheadAttention"/>.
    /// </param>
    /// <param name="hook">
    /// Gets the inputs' gradients (null for an input that does not require grad) and the outputs' (null for an output that is absent or
    /// does not require grad; zeros for one that was not used). Returns null to leave the first as they are, or the gradients to use
    /// instead, where null leaves that one as it is.
    /// </param>
    /// <returns>The registration; dispose it to remove the hook.</returns>
    /// <remarks>
    /// Where several inputs require grad, the module works on copies of them, so that a change in place inside it does not reach the
    /// originals.
    /// </remarks>
    public static HookHandle RegisterFullBackwardHook(
        this Module<(Tensor Input1, Tensor Input2, Tensor Input3), (Tensor Output, Tensor? Weights)> module,
        Func<
            (Tensor? Input1, Tensor? Input2, Tensor? Input3),
            (Tensor? Output, Tensor? Weights),
            (Tensor? Input1, Tensor? Input2, Tensor? Input3)?> hook)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(hook);
        return module.Hooks.AddBackward(
            (inputs, outputs) => Listed(hook((inputs[0], inputs[1], inputs[2]), (outputs[0], outputs[1]))),
            TensorParts.Triple,
            TensorParts.WithOptional);
    }

    private static Tensor?[]? Listed((Tensor?, Tensor?, Tensor?)? grads) =>
        grads is var (first, second, third) ? [first, second, third] : null;
}
