namespace Autograd.Nn;

/// <summary>The binary cross-entropy of logits: see <see cref="F.BceWithLogitsLoss"/>.</summary>
public sealed class BceWithLogitsLoss : Loss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="weight">A factor for each element, which broadcasts; kept as a buffer. None if not given.</param>
    /// <param name="reduction">How the elements' losses are reduced.</param>
    /// <param name="posWeight">A factor for the positive part, which broadcasts; kept as a buffer. None if not given.</param>
    public BceWithLogitsLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? posWeight = null)
        : base(reduction)
    {
        Weight = AddFactor("weight", weight);
        PosWeight = AddFactor("pos_weight", posWeight);
    }

    /// <summary>A factor for each element, or null.</summary>
    public Tensor? Weight { get; }

    /// <summary>A factor for the positive part, or null.</summary>
    public Tensor? PosWeight { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes differ, or a weight does not broadcast.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) => F.BceWithLogitsLoss(input, target, Weight, Reduction, PosWeight);
}
