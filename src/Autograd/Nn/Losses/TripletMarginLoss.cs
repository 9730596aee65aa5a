namespace Autograd.Nn;

/// <summary>
/// How much nearer than a margin an anchor is to an unlike sample than to a like one: see <see cref="F.TripletMarginLoss"/>.
/// </summary>
/// <param name="margin">How much farther the unlike one should be.</param>
/// <param name="p">The order of the norm that measures distances.</param>
/// <param name="eps">Added to each difference.</param>
/// <param name="swap">Takes the distance of the positive from the negative instead where that is smaller.</param>
/// <param name="reduction">How the losses are reduced.</param>
public sealed class TripletMarginLoss(
    double margin = 1, double p = 2, double eps = 1e-6, bool swap = false, Reduction reduction = Reduction.Mean)
    : Module<Tensor, Tensor, Tensor, Tensor>
{
    /// <summary>How the losses are reduced.</summary>
    public Reduction Reduction { get; } = reduction;

    /// <summary>Computes the loss: a single number, unless the reduction is <see cref="Reduction.None"/>.</summary>
    /// <param name="anchor">[batch, size], or [size] for one triplet. Floating.</param>
    /// <param name="positive">Samples like the anchor: a tensor of as many dimensions; the sizes broadcast.</param>
    /// <param name="negative">Samples unlike the anchor; their sizes broadcast too.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    protected override Tensor Forward(Tensor anchor, Tensor positive, Tensor negative) =>
        F.TripletMarginLoss(anchor, positive, negative, margin, p, eps, swap, Reduction);
}
