namespace Autograd.Nn;

/// <summary>The cross-entropy of logits with classes or probabilities: see <see cref="F.CrossEntropy"/>.</summary>
public sealed class CrossEntropyLoss : Loss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="weight">[classes]: a factor for each class, kept as a buffer. None if not given.</param>
    /// <param name="ignoreIndex">A class that is ignored.</param>
    /// <param name="reduction">How the positions' losses are reduced.</param>
    /// <param name="labelSmoothing">The share of each target that is spread evenly over all classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label smoothing is not in [0, 1].</exception>
    public CrossEntropyLoss(Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean, double labelSmoothing = 0)
        : base(reduction)
    {
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(labelSmoothing), $"cross_entropy: label smoothing is from 0 to 1, not {labelSmoothing}");
        Weight = AddFactor("weight", weight);
        IgnoreIndex = ignoreIndex;
        LabelSmoothing = labelSmoothing;
    }

    /// <summary>A factor for each class, or null.</summary>
    public Tensor? Weight { get; }

    /// <summary>A class that is ignored.</summary>
    public long IgnoreIndex { get; }

    /// <summary>The share of each target that is spread evenly over all classes.</summary>
    public double LabelSmoothing { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="TensorIndexException">A target is not a class.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) =>
        F.CrossEntropy(input, target, Weight, IgnoreIndex, Reduction, LabelSmoothing);
}
