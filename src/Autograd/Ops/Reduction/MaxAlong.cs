namespace Autograd;

public partial class Tensor
{
    /// <summary>The largest element along a dimension, and its index. Gradient: to that element, the first in a tie.</summary>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    /// <returns>The values, and the int64 index of the first largest element; a NaN counts as the largest.</returns>
    /// <exception cref="ShapeException">The dimension does not exist or is empty.</exception>
    public (Tensor Values, Tensor Indices) Max(int dim, bool keepDim = false) =>
        ExtremeAlongOp.Run("max", this, dim, keepDim, largest: true);

    /// <summary>The int64 index of the first largest element along a dimension; a NaN counts as the largest. No gradient.</summary>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps the dimension with size 1.</param>
    /// <returns>The int64 indices.</returns>
    /// <exception cref="ShapeException">The dimension does not exist or is empty.</exception>
    public Tensor ArgMax(int dim, bool keepDim = false) => ExtremeAlongOp.Run("argmax", Detach(), dim, keepDim, largest: true).Indices;

    /// <summary>The int64 index of the first largest element, counted in row-major order. No gradient.</summary>
    /// <returns>A zero-dimensional tensor.</returns>
    /// <exception cref="ShapeException">The tensor has no elements.</exception>
    public Tensor ArgMax() => Reshape(-1).ArgMax(0);

    /// <inheritdoc cref="Max(int, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    public static (Tensor Values, Tensor Indices) Max(Tensor input, int dim, bool keepDim = false) => input.NotNull().Max(dim, keepDim);

    /// <inheritdoc cref="ArgMax(int, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps the dimension with size 1.</param>
    public static Tensor ArgMax(Tensor input, int dim, bool keepDim = false) => input.NotNull().ArgMax(dim, keepDim);

    /// <inheritdoc cref="ArgMax()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor ArgMax(Tensor input) => input.NotNull().ArgMax();
}
