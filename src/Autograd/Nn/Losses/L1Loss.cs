namespace Autograd.Nn;

/// <summary>The absolute difference: see <see cref="F.L1Loss"/>.</summary>
/// <param name="reduction">How the elements' losses are reduced.</param>
public sealed class L1Loss(Reduction reduction = Reduction.Mean) : Loss(reduction)
{
    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) => F.L1Loss(input, target, Reduction);
}
