namespace Autograd.Nn;

/// <summary>Squared where the difference is small, absolute where it is large: see <see cref="F.HuberLoss"/>.</summary>
/// <param name="delta">The difference at which the two meet.</param>
/// <param name="reduction">How the elements' losses are reduced.</param>
public sealed class HuberLoss(Reduction reduction = Reduction.Mean, double delta = 1) : Loss(reduction)
{
    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) => F.HuberLoss(input, target, Reduction, delta);
}
