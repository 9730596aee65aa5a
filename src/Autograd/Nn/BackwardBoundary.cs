namespace Autograd.Nn;

/// <summary>A full backward hook, whatever the number of tensors: gets the gradients of the inputs and of the outputs.</summary>
/// <param name="gradInputs">One for each input, null where it does not require grad.</param>
/// <param name="gradOutputs">One for each output, null where it does not require grad.</param>
/// <returns>Null to leave the inputs' gradients as they are, or replacements; a null element leaves that gradient as it is.</returns>
internal delegate Tensor?[]? BackwardHook(Tensor?[] gradInputs, Tensor?[] gradOutputs);

/// <summary>The two points of the graph between which the backward pass of one call of a module runs.</summary>
/// <remarks>
/// Both are new nodes, so that a module that returns its input, or an input that is also used elsewhere, is seen correctly: only what flows
/// through this call is counted.
/// </remarks>
internal sealed class BackwardBoundary(BackwardHook[] hooks)
{
    private Tensor?[]? _gradOutputs;
    private Tensor?[] _noGradInputs = [];
    private bool _enters;

    public Tensor?[] Enter(Tensor?[] inputs)
    {
        _noGradInputs = new Tensor?[inputs.Length];
        _enters = Array.Exists(inputs, x => x is { RequiresGrad: true });
        return Pass(inputs, AtInputs);
    }

    public Tensor?[] Leave(Tensor?[] outputs) => Pass(outputs, AtOutputs);

    private Tensor?[]? AtOutputs(Tensor?[] gradOutputs)
    {
        _gradOutputs = gradOutputs;
        if (!_enters) RunHooks(_noGradInputs, gradOutputs); // the walk ends inside the module, so the inputs are never reached
        return null;
    }

    // Without gradients of the outputs, the gradient reached the inputs through some other output of the module.
    private Tensor?[]? AtInputs(Tensor?[] gradInputs) => _gradOutputs is { } gradOutputs ? RunHooks(gradInputs, gradOutputs) : null;

    private Tensor?[]? RunHooks(Tensor?[] gradInputs, Tensor?[] gradOutputs)
    {
        Tensor?[]? result = null;
        foreach (BackwardHook hook in hooks)
        {
            Tensor?[] before = result ?? gradInputs;
            if (hook([.. before], gradOutputs) is not { } after) continue;
            result = [.. before];
            for (int i = 0; i < after.Length; i++)
            {
                if (after[i] is not { } replaced || replaced is NumberTensor) continue; // a number: see ModuleHooks
                if (before[i] is not { } grad)
                {
                    throw new GraphException(
                        "full_backward_hook: it returned a gradient for an input that does not require grad; return null");
                }

                if (replaced.Spec != grad.Spec)
                {
                    throw new GraphException(
                        $"full_backward_hook: it returned {replaced.Spec} for an input whose gradient is {grad.Spec}; "
                        + "it must keep shape and dtype, or return null to leave the gradient as it is");
                }

                result[i] = replaced;
            }
        }

        return result;
    }

    /// <summary>
    /// Passes tensors through one point of the graph, where a function is called once per backward pass with the gradients of all of them
    /// (null for those without), and may return others.
    /// </summary>
    private static Tensor?[] Pass(Tensor?[] tensors, Func<Tensor?[], Tensor?[]?> function)
    {
        int[] places = [.. Enumerable.Range(0, tensors.Length).Where(i => tensors[i] is { RequiresGrad: true })];
        if (places.Length == 0) return tensors;
        Tensor?[] passed = [.. tensors];
        if (places is [int only])
        {
            Tensor inside = tensors[only]!.View(tensors[only]!.Shape);
            inside.RegisterHook(grad =>
            {
                var grads = new Tensor?[tensors.Length];
                grads[only] = grad;
                return function(grads)?[only];
            });
            passed[only] = inside;
            return passed;
        }

        // A node has one output. Several tensors pass through one node as a single vector, so that their gradients arrive together.
        Tensor[] rows = Array.ConvertAll(places, i => tensors[i]!.Flatten());
        Tensor all = Tensor.Cat(rows);
        Shape[] shapes = Array.ConvertAll(places, i => tensors[i]!.Shape);
        DType[] dtypes = Array.ConvertAll(places, i => tensors[i]!.DType);
        all.RegisterHook(grad =>
        {
            var grads = new Tensor?[tensors.Length];
            Put(grad, grads);
            return function(grads) is { } replaced ? Tensor.Cat(Array.ConvertAll(places, i => replaced[i]!.Flatten())) : null;
        });
        Put(all, passed);
        return passed;

        void Put(Tensor row, Tensor?[] into)
        {
            for (int i = 0, start = 0; i < places.Length; start += shapes[i].Numel, i++)
                into[places[i]] = row.Narrow(0, start, shapes[i].Numel).Reshape(shapes[i].AsSpan()).To(dtypes[i]);
        }
    }
}
