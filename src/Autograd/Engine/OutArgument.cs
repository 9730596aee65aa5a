namespace Autograd.Engine;

/// <summary>Results written into a tensor that the caller gives: PyTorch's <c>out=</c>.</summary>
internal static class OutArgument
{
    /// <summary>
    /// Refuses tensors that require grad where gradients are recorded: what overwrites another tensor has no place in the graph.
    /// </summary>
    /// <exception cref="GraphException">One requires grad.</exception>
    public static void RefuseRecording(string op, params ReadOnlySpan<Tensor> tensors)
    {
        if (!GradMode.IsEnabled) return;
        foreach (Tensor tensor in tensors)
        {
            if (!tensor.RequiresGrad) continue;
            throw new GraphException(
                $"{op}: with out no gradient is recorded, and a tensor here requires grad: take the returned tensor instead, "
                + "or work inside GradMode.NoGrad()");
        }
    }

    /// <summary>Checks that a result can be written into a tensor: it has that shape, and a dtype of no higher kind.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DTypeException">The tensor cannot hold the result's numbers.</exception>
    public static void RequireFit(string op, TensorSpec result, Tensor target)
    {
        if (result.Shape != target.Shape)
            throw new ShapeException(
                $"{op}: the result has shape {result.Shape}, and out has {target.Shape}: give a tensor of the result's shape");
        if (Promotion.IsAbove(result.DType, target.DType))
        {
            throw new DTypeException(
                $"{op}: the result is {result.DType.Text()}, which a {target.DType.Text()} tensor cannot hold: "
                + $"give one of DType.{result.DType}");
        }
    }
}
