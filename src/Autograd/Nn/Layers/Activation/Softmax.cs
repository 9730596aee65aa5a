namespace Autograd.Nn;

/// <summary>Turns numbers along a dimension into probabilities: see <see cref="Tensor.Softmax(int, DType?)"/>.</summary>
/// <param name="dim">The dimension.</param>
public sealed class Softmax(int dim) : Module<Tensor, Tensor>
{
    /// <summary>Applies softmax along the dimension; the shape stays the same.</summary>
    /// <param name="input">Any shape that has the dimension.</param>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Softmax)).Softmax(dim);

    /// <inheritdoc/>
    protected override string Describe() => $"dim: {dim}";
}
