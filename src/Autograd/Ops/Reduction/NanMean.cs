namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The mean over dimensions (if none are given, over all) of the elements that are not NaN; NaN where all are. Floating dtypes only.
    /// Gradient: grad / n, with n the number of elements that are not NaN; 0 to a NaN.
    /// </summary>
    /// <param name="dims">The dimensions to average over.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <returns>The reduced tensor.</returns>
    /// <exception cref="DTypeException">The tensor holds integers or bools.</exception>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor NanMean(ReadOnlySpan<int> dims = default, bool keepDim = false)
    {
        if (!DType.IsFloating())
            throw new DTypeException($"nanmean: the mean of {DType.Text()} is not defined; convert with To(DType.Float32) first");

        return NanSum(dims, keepDim) / IsNaN().LogicalNot().Sum(dims, keepDim);
    }

    /// <inheritdoc cref="NanMean(ReadOnlySpan{int}, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions to average over.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    public static Tensor NanMean(Tensor input, ReadOnlySpan<int> dims = default, bool keepDim = false) =>
        input.NotNull().NanMean(dims, keepDim);
}
