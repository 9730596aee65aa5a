namespace Autograd.Nn;

/// <summary>
/// The mean over classes of each class's logistic loss, for samples with any number of labels: see <see
/// cref="F.MultiLabelSoftMarginLoss"/>.
/// </summary>
public sealed class MultiLabelSoftMarginLoss : Loss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="weight">[classes]: a factor for each class. A buffer. None if not given.</param>
    /// <param name="reduction">What becomes of the samples' losses.</param>
    public MultiLabelSoftMarginLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean)
        : base(reduction)
    {
        if (weight is not null) Weight = AddBuffer("weight", weight);
    }

    /// <summary>A factor for each class, or null.</summary>
    public Tensor? Weight { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes differ, there is no dimension of classes, or the weight does not broadcast.</exception>
    protected override Tensor Forward(Tensor input, Tensor target) => F.MultiLabelSoftMarginLoss(input, target, Weight, Reduction);
}
