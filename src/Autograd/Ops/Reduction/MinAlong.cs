namespace Autograd;

public partial class Tensor
{
    /// <summary>The smallest along a dimension, and where it is. Gradient: to the first one alone.</summary>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True leaves it as size 1.</param>
    /// <returns>The values, and the int64 index of the first smallest; a NaN counts as the smallest.</returns>
    /// <exception cref="ShapeException">The dimension does not exist or is empty.</exception>
    public (Tensor Values, Tensor Indices) Min(int dim, bool keepDim = false) => ExtremeAlongOp.Run("min", this, dim, keepDim, largest: false);

    /// <summary>The int64 index of the first smallest along a dimension; a NaN counts as the smallest. No gradient.</summary>
    /// <exception cref="ShapeException">The dimension does not exist or is empty.</exception>
    public Tensor ArgMin(int dim, bool keepDim = false) => ExtremeAlongOp.Run("argmin", Detach(), dim, keepDim, largest: false).Indices;

    /// <summary>The int64 index of the first smallest of all elements in row-major order. No gradient.</summary>
    /// <exception cref="ShapeException">The tensor has no elements.</exception>
    public Tensor ArgMin() => Reshape(-1).ArgMin(0);
}
