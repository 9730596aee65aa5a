namespace Autograd;

public partial class Tensor
{
    /// <summary>The softmax of −x along a dimension: the smallest element gets the largest share.</summary>
    /// <param name="dim">The dimension.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public Tensor Softmin(int dim) => (-this).Softmax(dim);
}
