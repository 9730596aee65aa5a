namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The number of elements that are not 0 (NaN is not), over dimensions; none named means all. Any dtype; int64, without gradient.
    /// </summary>
    /// <param name="dims">The dimensions to count over.</param>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor CountNonzero(params ReadOnlySpan<int> dims) => Ne(0).Sum(dims);
}
