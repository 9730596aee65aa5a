namespace Autograd.Nn;

/// <summary>How far two scores are from the required order: see <see cref="F.MarginRankingLoss"/>.</summary>
/// <param name="margin">By how much one should rank above the other.</param>
/// <param name="reduction">How the losses are reduced.</param>
public sealed class MarginRankingLoss(double margin = 0, Reduction reduction = Reduction.Mean) : Module<Tensor, Tensor, Tensor, Tensor>
{
    /// <summary>How the losses are reduced.</summary>
    public Reduction Reduction { get; } = reduction;

    /// <summary>Computes the loss: a single number, unless the reduction is <see cref="Reduction.None"/>.</summary>
    /// <param name="input1">The first scores, of any shape, floating.</param>
    /// <param name="input2">The second scores: a tensor of as many dimensions; the sizes broadcast.</param>
    /// <param name="target">1 where the first should rank higher, −1 where the second should; the sizes broadcast too.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    protected override Tensor Forward(Tensor input1, Tensor input2, Tensor target) =>
        F.MarginRankingLoss(input1, input2, target, margin, Reduction);
}
