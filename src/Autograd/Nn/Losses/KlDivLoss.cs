namespace Autograd.Nn;

/// <summary>The Kullback–Leibler divergence from log-probabilities: see <see cref="F.KlDivLoss"/>.</summary>
/// <param name="logTarget">True where the target is log-probabilities too.</param>
/// <param name="batchMean">Divides the mean by the first size instead of the number of elements.</param>
/// <param name="reduction">How the elements' losses are reduced.</param>
public sealed class KlDivLoss(Reduction reduction = Reduction.Mean, bool logTarget = false, bool batchMean = false) : Loss(reduction)
{
    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) => F.KlDivLoss(input, target, Reduction, logTarget, batchMean);
}
