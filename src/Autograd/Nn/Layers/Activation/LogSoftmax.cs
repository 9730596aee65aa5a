namespace Autograd.Nn;

/// <summary>The logarithm of the softmax along a dimension: see <see cref="Tensor.LogSoftmax(int, DType?)"/>.</summary>
/// <param name="dim">The dimension.</param>
public sealed class LogSoftmax(int dim) : Module<Tensor, Tensor>
{
    /// <summary>Applies log-softmax along the dimension; the shape stays the same.</summary>
    /// <param name="input">Any shape that has the dimension.</param>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(LogSoftmax)).LogSoftmax(dim);

    /// <inheritdoc/>
    protected override string Describe() => $"dim: {dim}";
}
