namespace Autograd.Nn;

/// <summary>0 from −λ to λ, x beyond, of each element: see <see cref="Tensor.Hardshrink(double)"/>.</summary>
/// <param name="lambda">The half width of what becomes 0.</param>
public sealed class Hardshrink(double lambda = 0.5) : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Hardshrink)).Hardshrink(lambda);

    /// <inheritdoc/>
    protected override string Describe() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"lambda: {lambda}");
}
