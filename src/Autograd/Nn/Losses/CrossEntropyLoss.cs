namespace Autograd.Nn;

/// <summary>The cross-entropy of logits with classes or probabilities: see <see cref="F.CrossEntropy"/>.</summary>
public sealed class CrossEntropyLoss : Loss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="weight">[classes]: a factor for each class. A buffer. None if not given.</param>
    /// <param name="ignoreIndex">A class that counts for nothing.</param>
    /// <param name="reduction">What becomes of the places' losses.</param>
    /// <param name="labelSmoothing">The part of each target that is spread evenly over all classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label smoothing is not in [0, 1].</exception>
    public CrossEntropyLoss(Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean, double labelSmoothing = 0)
        : base(reduction)
    {
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), $"cross_entropy: label smoothing is from 0 to 1, not {labelSmoothing}");
        Weight = AddFactor("weight", weight);
        IgnoreIndex = ignoreIndex;
        LabelSmoothing = labelSmoothing;
    }

    /// <summary>A factor for each class, or null.</summary>
    public Tensor? Weight { get; }

    /// <summary>A class that counts for nothing.</summary>
    public long IgnoreIndex { get; }

    /// <summary>The part of each target that is spread evenly over all classes.</summary>
    public double LabelSmoothing { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="TensorIndexException">A target is not a class.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) =>
        F.CrossEntropy(input, target, Weight, IgnoreIndex, Reduction, LabelSmoothing);
}
