namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The smallest of all elements; NaN if any is NaN. Gradient: shared evenly among the elements that equal it, or among those that are
    /// NaN.
    /// </summary>
    /// <returns>A zero-dimensional tensor.</returns>
    /// <exception cref="ShapeException">The tensor has no elements.</exception>
    public Tensor Min()
    {
        bool[] reduced = Dims.Mark("min", Shape, []);
        return Dims.Finish(new MinOp(reduced).Apply(this), reduced, keepDim: false);
    }

    /// <inheritdoc cref="Min()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Min(Tensor input) => input.NotNull().Min();
}

/// <remarks>Differs from <see cref="AminOp"/> only in the gradient of a NaN, as in PyTorch.</remarks>
internal sealed class MinOp(bool[] reduced) : ReduceOp<AminOp.Kernel>(reduced)
{
    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(output);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor ties = (Saved(0).Eq(Saved(1)) | (Saved(0).IsNaN() & Saved(1).IsNaN())).To(grad.DType);
        return ties * (grad / new SumOp(Reduced).Apply(ties));
    }
}
