namespace Autograd.Nn;

/// <summary>x where x &gt; 0, else α · (eˣ − 1), of each element: see <see cref="Tensor.Elu"/>.</summary>
/// <param name="alpha">Minus the limit for large negative elements.</param>
public sealed class Elu(double alpha = 1) : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Elu)).Elu(alpha);

    /// <inheritdoc/>
    protected override string Describe() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"alpha: {alpha}");
}
