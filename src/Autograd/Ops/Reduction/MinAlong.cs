namespace Autograd;

public partial class Tensor
{
    /// <summary>The smallest element along a dimension, and its index. Gradient: to that element, the first in a tie.</summary>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    /// <returns>The values, and the int64 index of the first smallest element; a NaN counts as the smallest.</returns>
    /// <exception cref="ShapeException">The dimension does not exist or is empty.</exception>
    public (Tensor Values, Tensor Indices) Min(int dim, bool keepDim = false) =>
        ExtremeAlongOp.Run("min", this, dim, keepDim, largest: false);

    /// <summary>The int64 index of the first smallest element along a dimension; a NaN counts as the smallest. No gradient.</summary>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps the dimension with size 1.</param>
    /// <returns>The int64 indices.</returns>
    /// <exception cref="ShapeException">The dimension does not exist or is empty.</exception>
    public Tensor ArgMin(int dim, bool keepDim = false) => ExtremeAlongOp.Run("argmin", Detach(), dim, keepDim, largest: false).Indices;

    /// <summary>The int64 index of the first smallest element, counted in row-major order. No gradient.</summary>
    /// <returns>A zero-dimensional tensor.</returns>
    /// <exception cref="ShapeException">The tensor has no elements.</exception>
    public Tensor ArgMin() => Reshape(-1).ArgMin(0);

    /// <inheritdoc cref="Min(int, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    public static (Tensor Values, Tensor Indices) Min(Tensor input, int dim, bool keepDim = false) => input.NotNull().Min(dim, keepDim);

    /// <inheritdoc cref="ArgMin(int, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps the dimension with size 1.</param>
    public static Tensor ArgMin(Tensor input, int dim, bool keepDim = false) => input.NotNull().ArgMin(dim, keepDim);

    /// <inheritdoc cref="ArgMin()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor ArgMin(Tensor input) => input.NotNull().ArgMin();
}
