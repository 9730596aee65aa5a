namespace Autograd.Nn;

/// <summary>A distance made small for target 1 and large for −1: see <see cref="F.HingeEmbeddingLoss"/>.</summary>
/// <param name="margin">How large the inputs of unlike pairs should be.</param>
/// <param name="reduction">How the elements' losses are reduced.</param>
public sealed class HingeEmbeddingLoss(double margin = 1, Reduction reduction = Reduction.Mean) : Loss(reduction)
{
    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) => F.HingeEmbeddingLoss(input, target, margin, Reduction);
}
