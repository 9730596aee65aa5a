namespace Autograd.Optim;

/// <summary>Adam with a weight decay of its own: each step first shrinks the parameter by lr · weightDecay, outside the running means.</summary>
/// <remarks>p = p · (1 − lr · weightDecay), then as <see cref="Adam"/> without penalty. Source: Loshchilov and Hutter (2019), "Decoupled weight decay regularization".</remarks>
public sealed class AdamW : Adam
{
    /// <summary>The weight decay if none is given.</summary>
    public const double DefaultWeightDecay = 0.01;

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">How much of the two running means stays; (0.9, 0.999) if not given.</param>
    /// <param name="eps">Added to the divisor.</param>
    /// <param name="weightDecay">How fast the parameters shrink.</param>
    /// <param name="amsGrad">Divides by the largest mean square so far.</param>
    /// <param name="maximize">Goes up the gradient instead of down.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite, or a beta is not in [0, 1).</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is there twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    public AdamW(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        (double Beta1, double Beta2)? betas = null,
        double eps = 1e-8,
        double weightDecay = DefaultWeightDecay,
        bool amsGrad = false,
        bool maximize = false)
        : base(true, new AdamGroup(parameters, lr)
        {
            Betas = betas ?? (0.9, 0.999),
            Eps = eps,
            WeightDecay = weightDecay,
            AmsGrad = amsGrad,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups with hyper-parameters of their own; <see cref="AdamWGroup"/> has its default weight decay.</summary>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public AdamW(params ReadOnlySpan<AdamGroup> groups)
        : base(true, groups)
    {
    }
}
