namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The standard deviation of all elements: the root of <see cref="Var(double)"/>. Gradient: grad · (x − mean) / (std · (n −
    /// correction)); 0 where std is 0.
    /// </summary>
    /// <inheritdoc cref="Var(double)"/>
    public Tensor Std(double correction = 1) => Std([], correction);

    /// <summary>The standard deviation over one dimension: the root of the variance.</summary>
    /// <inheritdoc cref="Var(ReadOnlySpan{int}, double, bool)"/>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="correction">1 for the unbiased estimate (NaN for a single value), 0 for the biased one.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    public Tensor Std(int dim, double correction = 1, bool keepDim = false) => Std([dim], correction, keepDim);

    /// <summary>The standard deviation over dimensions: the root of the variance.</summary>
    /// <inheritdoc cref="Var(ReadOnlySpan{int}, double, bool)"/>
    public Tensor Std(ReadOnlySpan<int> dims, double correction = 1, bool keepDim = false)
    {
        if (!DType.IsFloating())
            throw new DTypeException($"std: the standard deviation of {DType.Text()} is not defined; convert with To(DType.Float32) first");

        bool[] reduced = Dims.Mark("std", Shape, dims);
        return Dims.Finish(new StdOp(reduced, correction).Apply(this), reduced, keepDim);
    }

    /// <inheritdoc cref="Std(double)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="correction">1 for the unbiased estimate (NaN for a single value), 0 for the biased one.</param>
    public static Tensor Std(Tensor input, double correction = 1) => input.NotNull().Std(correction);

    /// <inheritdoc cref="Std(int, double, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="correction">1 for the unbiased estimate (NaN for a single value), 0 for the biased one.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public static Tensor Std(Tensor input, int dim, double correction = 1, bool keepDim = false) =>
        input.NotNull().Std(dim, correction, keepDim);

    /// <inheritdoc cref="Std(ReadOnlySpan{int}, double, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="correction">1 for the unbiased estimate (NaN for a single value), 0 for the biased one.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    public static Tensor Std(Tensor input, ReadOnlySpan<int> dims, double correction = 1, bool keepDim = false) =>
        input.NotNull().Std(dims, correction, keepDim);
}

internal sealed class StdOp(bool[] reduced, double correction) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => Dims.Keep(inputs[0], reduced);

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) =>
        VarOp.RootOf(inputs[0], reduced, correction);

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(output);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        // For equal values the root is not differentiable; the gradient is 0 and not 0/0, as in PyTorch.
        Tensor x = Saved(0), std = Saved(1), over = (grad / std).MaskedFill(std.Eq(0), 0);
        return VarOp.Centred(x, reduced) * (over / VarOp.Freedom(x.Shape, reduced, correction));
    }
}
