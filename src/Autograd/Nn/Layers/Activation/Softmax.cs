namespace Autograd.Nn;

/// <summary>Turns numbers along a dimension into probabilities: see <see cref="Tensor.Softmax(int, DType?)"/>.</summary>
/// <param name="dim">The dimension.</param>
public sealed class Softmax(int dim) : Module<Tensor, Tensor>
{
    /// <summary>Any shape that has the dimension.</summary>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    protected override Tensor Forward(Tensor input) => input.Softmax(dim);

    /// <inheritdoc/>
    protected override string Describe() => $"dim: {dim}";
}
