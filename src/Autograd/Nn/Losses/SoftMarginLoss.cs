namespace Autograd.Nn;

/// <summary>The logistic loss of targets 1 and −1: see <see cref="F.SoftMarginLoss"/>.</summary>
/// <param name="reduction">How the elements' losses are reduced.</param>
public sealed class SoftMarginLoss(Reduction reduction = Reduction.Mean) : Loss(reduction)
{
    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) => F.SoftMarginLoss(input, target, Reduction);
}
