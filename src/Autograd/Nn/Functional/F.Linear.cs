namespace Autograd.Nn;

/// <summary>What layers and losses compute, as functions of tensors alone: PyTorch's <c>torch.nn.functional</c>.</summary>
public static partial class F
{
    /// <summary>x · weightᵀ + bias.</summary>
    /// <param name="input">[…, in]: any number of leading dimensions, including none. Floating.</param>
    /// <param name="weight">[out, in], of the input's dtype.</param>
    /// <param name="bias">[out], or none.</param>
    /// <returns>[…, out]. Gradient: grad · weight, gradᵀ · x and Σ grad.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The dtypes differ.</exception>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null)
    {
        input.NotNull();
        if (input.Rank == 2) return Rows(input, weight, bias);
        if (input.Rank == 0)
            throw new ShapeException("linear: the input is a single number; its last dimension must be the features, as in [1]");
        if (input.Rank == 1) return Rows(input.Unsqueeze(0), weight, bias).Squeeze(0).AsResult();
        Tensor rows = Rows(input.Flatten(0, -2), weight, bias);
        return rows.Reshape([.. input.Shape.AsSpan()[..^1], rows.Shape[1]]).AsResult();
    }

    private static Tensor Rows(Tensor input, Tensor weight, Tensor? bias) =>
        bias is null ? new LinearOp().Apply(input, weight) : new LinearOp().Apply([input, weight, bias]);
}
