namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The sum over dimensions (if none are given, over all) of the elements that are not NaN. Gradient: grad, 0 to a NaN.
    /// </summary>
    /// <param name="dims">The dimensions to sum over.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dtype">The dtype to convert to first; by default, none.</param>
    /// <returns>The reduced tensor.</returns>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor NanSum(ReadOnlySpan<int> dims = default, bool keepDim = false, DType? dtype = null) =>
        (DType.IsFloating() ? MaskedFill(IsNaN(), 0) : this).Sum(dims, keepDim, dtype);

    /// <inheritdoc cref="NanSum(ReadOnlySpan{int}, bool, DType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions to sum over.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dtype">The dtype to convert to first; by default, none.</param>
    public static Tensor NanSum(Tensor input, ReadOnlySpan<int> dims = default, bool keepDim = false, DType? dtype = null) =>
        input.NotNull().NanSum(dims, keepDim, dtype);
}
