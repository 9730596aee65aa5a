namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The number of elements that are not 0 (NaN counts) over dimensions; if none are given, over all. Any dtype; an int64 result,
    /// without gradient.
    /// </summary>
    /// <param name="dims">The dimensions to count over.</param>
    /// <returns>The counts, without the reduced dimensions.</returns>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor CountNonzero(params ReadOnlySpan<int> dims) => Ne(0).Sum(dims);

    /// <inheritdoc cref="CountNonzero(ReadOnlySpan{int})"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions to count over.</param>
    public static Tensor CountNonzero(Tensor input, params ReadOnlySpan<int> dims) => input.NotNull().CountNonzero(dims);
}
