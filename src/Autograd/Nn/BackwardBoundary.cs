namespace Autograd.Nn;

/// <summary>The two places of the graph between which a module's backward pass lies, in one call of the module.</summary>
/// <remarks>Both are views of their own, so that a module that gives its input back, or an input that is used elsewhere too, is seen right.</remarks>
internal sealed class BackwardBoundary(Func<Tensor?, Tensor, Tensor?>[] hooks)
{
    private Tensor? _gradOutput;
    private bool _enters;

    public Tensor Enter(Tensor input)
    {
        if (!input.RequiresGrad) return input;
        _enters = true;
        Tensor inside = input.View(input.Shape);
        inside.RegisterHook(AtInput);
        return inside;
    }

    public Tensor Leave(Tensor output)
    {
        if (!output.RequiresGrad) return output;
        Tensor outside = output.View(output.Shape);
        outside.RegisterHook(AtOutput);
        return outside;
    }

    private Tensor? AtOutput(Tensor gradOutput)
    {
        _gradOutput = gradOutput;
        if (_enters) return null;
        foreach (Func<Tensor?, Tensor, Tensor?> hook in hooks)
        {
            if (hook(null, gradOutput) is not null)
                throw new GraphException("full_backward_hook: it returned a gradient for an input that does not require grad; return null");
        }

        return null;
    }

    private Tensor? AtInput(Tensor gradInput)
    {
        if (_gradOutput is not { } gradOutput) return null; // the gradient reached the input past the output
        Tensor? replaced = null;
        foreach (Func<Tensor?, Tensor, Tensor?> hook in hooks) replaced = hook(replaced ?? gradInput, gradOutput) ?? replaced;
        return replaced;
    }
}
