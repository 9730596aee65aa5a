namespace Autograd.Nn;

/// <summary>The binary cross-entropy of probabilities: see <see cref="F.BceLoss"/>.</summary>
public sealed class BceLoss : Loss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="weight">A factor for each element, which broadcasts; kept as a buffer. None if not given.</param>
    /// <param name="reduction">How the elements' losses are reduced.</param>
    public BceLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean)
        : base(reduction)
    {
        Weight = AddFactor("weight", weight);
    }

    /// <summary>A factor for each element, or null.</summary>
    public Tensor? Weight { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes differ, or the weight does not broadcast.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input is not a probability.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) => F.BceLoss(input, target, Weight, Reduction);
}
