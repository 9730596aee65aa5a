namespace Autograd.Nn;

/// <summary>Squared where the difference is small, absolute where it is large: see <see cref="F.SmoothL1Loss"/>.</summary>
/// <param name="beta">The difference at which the two meet; 0 makes it the absolute difference.</param>
/// <param name="reduction">How the elements' losses are reduced.</param>
public sealed class SmoothL1Loss(Reduction reduction = Reduction.Mean, double beta = 1) : Loss(reduction)
{
    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) => F.SmoothL1Loss(input, target, Reduction, beta);
}
