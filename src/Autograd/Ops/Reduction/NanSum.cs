namespace Autograd;

public partial class Tensor
{
    /// <summary>The sum over dimensions (none named means all) of what is not NaN. Gradient: grad, 0 to a NaN.</summary>
    /// <param name="dims">The dimensions to sum over.</param>
    /// <param name="keepDim">True leaves them as size 1.</param>
    /// <param name="dtype">Converts to it first.</param>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor NanSum(ReadOnlySpan<int> dims = default, bool keepDim = false, DType? dtype = null) =>
        (DType.IsFloating() ? MaskedFill(IsNaN(), 0) : this).Sum(dims, keepDim, dtype);
}
