namespace Autograd;

public partial class Tensor
{
    /// <summary>The largest along a dimension, and where it is. Gradient: to the first one alone.</summary>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True leaves it as size 1.</param>
    /// <returns>The values, and the int64 index of the first largest; a NaN counts as the largest.</returns>
    /// <exception cref="ShapeException">The dimension does not exist or is empty.</exception>
    public (Tensor Values, Tensor Indices) Max(int dim, bool keepDim = false) => ExtremeAlongOp.Run("max", this, dim, keepDim, largest: true);

    /// <summary>The int64 index of the first largest along a dimension; a NaN counts as the largest. No gradient.</summary>
    /// <exception cref="ShapeException">The dimension does not exist or is empty.</exception>
    public Tensor ArgMax(int dim, bool keepDim = false) => ExtremeAlongOp.Run("argmax", Detach(), dim, keepDim, largest: true).Indices;

    /// <summary>The int64 index of the first largest of all elements in row-major order. No gradient.</summary>
    /// <exception cref="ShapeException">The tensor has no elements.</exception>
    public Tensor ArgMax() => Reshape(-1).ArgMax(0);
}
