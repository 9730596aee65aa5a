namespace Autograd;

public partial class Tensor
{
    /// <summary>The mean of all elements; NaN for an empty tensor. Floating dtypes only. Gradient: grad / n to each element.</summary>
    /// <returns>A zero-dimensional tensor.</returns>
    /// <exception cref="DTypeException">The tensor holds integers or bools.</exception>
    public Tensor Mean() => Mean([]);

    /// <summary>The mean over one dimension.</summary>
    /// <inheritdoc cref="Mean(ReadOnlySpan{int}, bool, DType?)"/>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    /// <param name="dtype">The floating dtype to convert to first; if null, none.</param>
    public Tensor Mean(int dim, bool keepDim = false, DType? dtype = null) => Mean([dim], keepDim, dtype);

    /// <summary>The mean over dimensions; if none are given, over all. Gradient: grad / n to each element.</summary>
    /// <param name="dims">The dimensions to average over.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dtype">The floating dtype to convert to first; by default, none.</param>
    /// <returns>The reduced tensor.</returns>
    /// <exception cref="DTypeException">The tensor holds integers or bools, and no floating dtype is given.</exception>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor Mean(ReadOnlySpan<int> dims, bool keepDim = false, DType? dtype = null)
    {
        DType type = dtype ?? DType;
        if (!type.IsFloating())
            throw new DTypeException($"mean: the mean of {type.Text()} is not defined; convert with To(DType.Float32) first");

        int count = Dims.Count(Shape, Dims.Mark("mean", Shape, dims));
        return (Sum(dims, keepDim, type) / count).WithCallName("mean");
    }

    /// <inheritdoc cref="Mean()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Mean(Tensor input) => input.NotNull().Mean();

    /// <inheritdoc cref="Mean(int, bool, DType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dtype">The floating dtype to convert to first; by default, none.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public static Tensor Mean(Tensor input, int dim, bool keepDim = false, DType? dtype = null) =>
        input.NotNull().Mean(dim, keepDim, dtype);

    /// <inheritdoc cref="Mean(ReadOnlySpan{int}, bool, DType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions to average over.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dtype">The floating dtype to convert to first; by default, none.</param>
    public static Tensor Mean(Tensor input, ReadOnlySpan<int> dims, bool keepDim = false, DType? dtype = null) =>
        input.NotNull().Mean(dims, keepDim, dtype);
}
