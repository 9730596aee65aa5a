namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// True where no element is 0; of nothing, true. Any dtype; a zero-dimensional bool tensor (of uint8 a uint8 one, as in PyTorch),
    /// without gradient.
    /// </summary>
    public Tensor All() => All([]);

    /// <summary>True where no element is 0 along a dimension.</summary>
    /// <inheritdoc cref="All(ReadOnlySpan{int}, bool)"/>
    public Tensor All(int dim, bool keepDim = false) => All([dim], keepDim);

    /// <summary>True where no element is 0 over dimensions; none named means all. Of nothing, true. Without gradient.</summary>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="keepDim">True leaves them as size 1.</param>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor All(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        bool[] reduced = Dims.Mark("all", Shape, dims);
        Tensor result = Dims.Finish(new AllOp(reduced).Apply(this), reduced, keepDim);
        return DType == DType.UInt8 ? result.To(DType.UInt8) : result;
    }
}

internal sealed class AllOp(bool[] reduced) : ReduceOp<AminOp.Kernel>(reduced)
{
    protected override Scalar? OfNothing => 1;

    protected internal override Tensor? Vjp(int input, Tensor grad) => null;

    protected override DType ResultType(DType input) => DType.Bool;
}
