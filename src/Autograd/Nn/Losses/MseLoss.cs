namespace Autograd.Nn;

/// <summary>The squared difference: see <see cref="F.MseLoss"/>.</summary>
/// <param name="reduction">How the elements' losses are reduced.</param>
public sealed class MseLoss(Reduction reduction = Reduction.Mean) : Loss(reduction)
{
    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) => F.MseLoss(input, target, Reduction);
}
