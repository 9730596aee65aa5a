namespace Autograd;

/// <summary>
/// An operation that kernels of its own compute, forward and backward, although it could be composed of other operations. Its gradients
/// are one kernel's too, unless they are recorded themselves (gradients of gradients): then they are those of the composed form.
/// </summary>
/// <remarks>Everything that is saved begins with the inputs, in their order.</remarks>
internal abstract class FusedOp : MultiOp
{
    /// <summary>The number of outputs that take gradients; what follows them is kept for the backward pass.</summary>
    protected abstract int Outputs { get; }

    protected sealed override bool IsDifferentiable(int output) => output < Outputs;

    protected internal sealed override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        if (!GradMode.IsEnabled)
        {
            Fused(grads, needed, results);
            return;
        }

        // Copies, so that an input that was computed from another one takes its own share alone.
        var inputs = new Tensor[InputCount];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = Saved(i);
            if (needed[i]) inputs[i] = inputs[i].Clone();
        }

        Tensor[] outputs = Compose(inputs);
        var asked = new List<int>();
        var from = new List<Tensor>();
        var with = new List<Tensor?>();
        for (int i = 0; i < inputs.Length; i++)
        {
            if (needed[i] && inputs[i].RequiresGrad) asked.Add(i);
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            if (grads[i] is not { } grad || !outputs[i].RequiresGrad) continue;
            from.Add(outputs[i]);
            with.Add(grad);
        }

        if (asked.Count == 0 || from.Count == 0) return;
        Tensor?[] found = Autodiff.Grad(
            from.ToArray(), asked.ConvertAll(i => inputs[i]).ToArray(), with.ToArray(), createGraph: true, allowUnused: true);
        for (int i = 0; i < found.Length; i++) results[asked[i]] = found[i];
    }

    /// <summary>The gradients by kernels; nothing is recorded.</summary>
    protected abstract void Fused(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results);

    /// <summary>The outputs that take gradients, in differentiable tensor operations.</summary>
    protected abstract Tensor[] Compose(ReadOnlySpan<Tensor> inputs);
}
