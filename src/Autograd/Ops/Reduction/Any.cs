namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// True if any element is not 0; false for an empty tensor. Any dtype. A zero-dimensional bool tensor (uint8 for uint8, as in
    /// PyTorch), without gradient.
    /// </summary>
    /// <returns>A zero-dimensional tensor.</returns>
    public Tensor Any() => Any([]);

    /// <summary>True where any element along a dimension is not 0.</summary>
    /// <inheritdoc cref="Any(ReadOnlySpan{int}, bool)"/>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    public Tensor Any(int dim, bool keepDim = false) => Any([dim], keepDim);

    /// <summary>
    /// True where any element is not 0 over dimensions; if none are given, over all. False over no elements. Without gradient.
    /// </summary>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <returns>The reduced tensor.</returns>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor Any(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        bool[] reduced = Dims.Mark("any", Shape, dims);
        Tensor result = Dims.Finish(new AnyOp(reduced).Apply(this), reduced, keepDim);
        return DType == DType.UInt8 ? result.To(DType.UInt8) : result;
    }

    /// <inheritdoc cref="Any()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Any(Tensor input) => input.NotNull().Any();

    /// <inheritdoc cref="Any(int, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public static Tensor Any(Tensor input, int dim, bool keepDim = false) => input.NotNull().Any(dim, keepDim);

    /// <inheritdoc cref="Any(ReadOnlySpan{int}, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    public static Tensor Any(Tensor input, ReadOnlySpan<int> dims, bool keepDim = false) => input.NotNull().Any(dims, keepDim);
}

internal sealed class AnyOp(bool[] reduced) : ReduceOp<AmaxOp.Kernel>(reduced)
{
    protected override Scalar? Identity => 0;

    protected internal override Tensor? Vjp(int input, Tensor grad) => null;

    protected override DType ResultType(DType input) => DType.Bool;
}
