namespace Autograd.Nn;

/// <summary>Turns numbers along a dimension into probabilities, the smallest into the largest: see <see cref="Tensor.Softmin"/>.</summary>
/// <param name="dim">The dimension.</param>
public sealed class Softmin(int dim) : Module<Tensor, Tensor>
{
    /// <summary>Applies softmin along the dimension; the shape stays the same.</summary>
    /// <param name="input">Any shape that has the dimension.</param>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Softmin)).Softmin(dim);

    /// <inheritdoc/>
    protected override string Describe() => $"dim: {dim}";
}
