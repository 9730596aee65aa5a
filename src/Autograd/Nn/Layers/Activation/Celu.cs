namespace Autograd.Nn;

/// <summary>x where x &gt; 0, else α · (e^(x/α) − 1), of each element: see <see cref="Tensor.Celu(double)"/>.</summary>
/// <param name="alpha">Minus the limit for large negative elements; not 0.</param>
public sealed class Celu(double alpha = 1) : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Celu)).Celu(alpha);

    /// <inheritdoc/>
    protected override string Describe() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"alpha: {alpha}");
}
