namespace Autograd.Nn;

/// <summary>The first half along a dimension times the sigmoid of the second: see <see cref="Tensor.Glu"/>.</summary>
/// <param name="dim">The dimension to halve.</param>
public sealed class Glu(int dim = -1) : Module<Tensor, Tensor>
{
    /// <summary>Any shape that has the dimension, with an even size.</summary>
    /// <exception cref="ShapeException">The dimension does not exist or its size is odd.</exception>
    protected override Tensor Forward(Tensor input) => input.Glu(dim);

    /// <inheritdoc/>
    protected override string Describe() => $"dim: {dim}";
}
