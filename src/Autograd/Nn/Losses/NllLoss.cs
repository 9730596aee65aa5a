namespace Autograd.Nn;

/// <summary>The negative log-likelihood of classes, from log-probabilities: see <see cref="F.NllLoss"/>.</summary>
public sealed class NllLoss : Loss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="weight">[classes]: a factor for each class, kept as a buffer. None if not given.</param>
    /// <param name="ignoreIndex">A target that is ignored.</param>
    /// <param name="reduction">How the positions' losses are reduced.</param>
    public NllLoss(Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean)
        : base(reduction)
    {
        Weight = AddFactor("weight", weight);
        IgnoreIndex = ignoreIndex;
    }

    /// <summary>A factor for each class, or null.</summary>
    public Tensor? Weight { get; }

    /// <summary>A target that is ignored.</summary>
    public long IgnoreIndex { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="TensorIndexException">A target is not a class.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) => F.NllLoss(input, target, Weight, IgnoreIndex, Reduction);
}
