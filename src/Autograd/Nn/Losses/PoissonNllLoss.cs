namespace Autograd.Nn;

/// <summary>The negative log-likelihood of counts: see <see cref="F.PoissonNllLoss"/>.</summary>
/// <param name="logInput">Whether the input is the logarithm of the expected count.</param>
/// <param name="full">Adds Stirling's approximation of ln target!.</param>
/// <param name="eps">Keeps the logarithm away from 0, without logInput.</param>
/// <param name="reduction">How the elements' losses are reduced.</param>
public sealed class PoissonNllLoss(
    bool logInput = true, bool full = false, double eps = 1e-8, Reduction reduction = Reduction.Mean) : Loss(reduction)
{
    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) => F.PoissonNllLoss(input, target, logInput, full, eps, Reduction);
}
