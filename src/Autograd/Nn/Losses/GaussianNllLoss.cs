namespace Autograd.Nn;

/// <summary>The negative log-likelihood of numbers that are normally distributed: see <see cref="F.GaussianNllLoss"/>.</summary>
/// <param name="full">Adds the constant.</param>
/// <param name="eps">The smallest variance.</param>
/// <param name="reduction">How the losses are reduced.</param>
public sealed class GaussianNllLoss(bool full = false, double eps = 1e-6, Reduction reduction = Reduction.Mean)
    : Module<Tensor, Tensor, Tensor, Tensor>
{
    /// <summary>How the losses are reduced.</summary>
    public Reduction Reduction { get; } = reduction;

    /// <summary>Computes the loss: a single number, unless the reduction is <see cref="Reduction.None"/>.</summary>
    /// <param name="input">The expected values, of any shape, floating.</param>
    /// <param name="target">The observed values; the shape broadcasts with that of the input.</param>
    /// <param name="variance">Of the input's shape, or without its last dimension, or with size 1 there. Not negative.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    protected override Tensor Forward(Tensor input, Tensor target, Tensor variance) =>
        F.GaussianNllLoss(input, target, variance, full, eps, Reduction);
}
