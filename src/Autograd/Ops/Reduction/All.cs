namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// True if no element is 0; true for an empty tensor. Any dtype. A zero-dimensional bool tensor (uint8 for uint8, as in PyTorch),
    /// without gradient.
    /// </summary>
    /// <returns>A zero-dimensional tensor.</returns>
    public Tensor All() => All([]);

    /// <summary>True where no element along a dimension is 0.</summary>
    /// <inheritdoc cref="All(ReadOnlySpan{int}, bool)"/>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    public Tensor All(int dim, bool keepDim = false) => All([dim], keepDim);

    /// <summary>True where no element is 0 over dimensions; if none are given, over all. True over no elements. Without gradient.</summary>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <returns>The reduced tensor.</returns>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor All(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        bool[] reduced = Dims.Mark("all", Shape, dims);
        Tensor result = Dims.Finish(new AllOp(reduced).Apply(this), reduced, keepDim);
        return DType == DType.UInt8 ? result.To(DType.UInt8) : result;
    }

    /// <inheritdoc cref="All()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor All(Tensor input) => input.NotNull().All();

    /// <inheritdoc cref="All(int, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public static Tensor All(Tensor input, int dim, bool keepDim = false) => input.NotNull().All(dim, keepDim);

    /// <inheritdoc cref="All(ReadOnlySpan{int}, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    public static Tensor All(Tensor input, ReadOnlySpan<int> dims, bool keepDim = false) => input.NotNull().All(dims, keepDim);
}

internal sealed class AllOp(bool[] reduced) : ReduceOp<AminOp.Kernel>(reduced)
{
    protected override Scalar? Identity => 1;

    protected internal override Tensor? Vjp(int input, Tensor grad) => null;

    protected override DType ResultType(DType input) => DType.Bool;
}
