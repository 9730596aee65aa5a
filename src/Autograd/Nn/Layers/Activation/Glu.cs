namespace Autograd.Nn;

/// <summary>The first half along a dimension times the sigmoid of the second: see <see cref="Tensor.Glu"/>.</summary>
/// <param name="dim">The dimension to halve.</param>
public sealed class Glu(int dim = -1) : Module<Tensor, Tensor>
{
    /// <summary>Multiplies the first half of the dimension by the sigmoid of the second half; the result has half the size there.</summary>
    /// <param name="input">Any shape in which the dimension has an even size.</param>
    /// <exception cref="ShapeException">The dimension does not exist or its size is odd.</exception>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Glu)).Glu(dim);

    /// <inheritdoc/>
    protected override string Describe() => $"dim: {dim}";
}
