namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// True where some element is not 0; of nothing, false. Any dtype; a zero-dimensional bool tensor (of uint8 a uint8 one, as in
    /// PyTorch), without gradient.
    /// </summary>
    public Tensor Any() => Any([]);

    /// <summary>True where some element is not 0 along a dimension.</summary>
    /// <inheritdoc cref="Any(ReadOnlySpan{int}, bool)"/>
    public Tensor Any(int dim, bool keepDim = false) => Any([dim], keepDim);

    /// <summary>True where some element is not 0 over dimensions; none named means all. Of nothing, false. Without gradient.</summary>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="keepDim">True leaves them as size 1.</param>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor Any(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        bool[] reduced = Dims.Mark("any", Shape, dims);
        Tensor result = Dims.Finish(new AnyOp(reduced).Apply(this), reduced, keepDim);
        return DType == DType.UInt8 ? result.To(DType.UInt8) : result;
    }
}

internal sealed class AnyOp(bool[] reduced) : ReduceOp<AmaxOp.Kernel>(reduced)
{
    protected override Scalar? OfNothing => 0;

    protected internal override Tensor? Vjp(int input, Tensor grad) => null;

    protected override DType ResultType(DType input) => DType.Bool;
}
