namespace Autograd;

public partial class Tensor
{
    /// <summary>The softmax of −x along a dimension: the smallest element has the largest share.</summary>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public Tensor Softmin(int dim) => (-this).Softmax(dim);
}
