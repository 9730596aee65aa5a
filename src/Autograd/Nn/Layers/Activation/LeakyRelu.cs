namespace Autograd.Nn;

/// <summary>x where x &gt; 0, else slope · x, of each element: see <see cref="Tensor.LeakyRelu"/>.</summary>
/// <param name="slope">The slope below 0.</param>
public sealed class LeakyRelu(double slope = 0.01) : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(LeakyRelu)).LeakyRelu(slope);

    /// <inheritdoc/>
    protected override string Describe() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"slope: {slope}");
}
