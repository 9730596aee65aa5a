namespace Autograd.Nn;

/// <summary>ln(1 + e^(βx)) / β of each element: see <see cref="Tensor.Softplus"/>.</summary>
/// <param name="beta">How sharply it bends.</param>
/// <param name="threshold">The value of βx above which the function is linear.</param>
public sealed class Softplus(double beta = 1, double threshold = 20) : Module<Tensor, Tensor>
{
    /// <summary>Applies the function to each element.</summary>
    /// <param name="input">Any shape.</param>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Softplus)).Softplus(beta, threshold);

    /// <inheritdoc/>
    protected override string Describe() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"beta: {beta}, threshold: {threshold}");
}
