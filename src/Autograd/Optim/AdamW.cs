using System.Runtime.CompilerServices;

namespace Autograd.Optim;

/// <summary>
/// Adam with a weight decay of its own: each step first shrinks the parameter by lr · weightDecay, outside the running means.
/// </summary>
/// <remarks>
/// p = p · (1 − lr · weightDecay), then as <see cref="Adam"/> without penalty. Source: Loshchilov and Hutter (2019), "Decoupled weight
/// decay regularization".
/// </remarks>
public sealed class AdamW : Adam
{
    /// <summary>The weight decay if none is given.</summary>
    public const double DefaultWeightDecay = 0.01;

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas"><inheritdoc cref="AdamGroup.Betas" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="AdamGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="AdamGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="amsGrad"><inheritdoc cref="AdamGroup.AmsGrad" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="AdamGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is given twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public AdamW(
        IEnumerable<Tensor> parameters,
        double lr = AdamGroup.DefaultLr,
        (double Beta1, double Beta2)? betas = null,
        double eps = AdamGroup.DefaultEps,
        double weightDecay = DefaultWeightDecay,
        bool amsGrad = false,
        bool maximize = false)
        : this([new AdamGroup(parameters)], lr, betas, eps, weightDecay, amsGrad, maximize)
    {
    }

    /// <summary>
    /// Creates the optimizer over groups. The hyper-parameters given here apply to the groups that do not set their own, as in PyTorch.
    /// </summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas"><inheritdoc cref="AdamGroup.Betas" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="AdamGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="AdamGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="amsGrad"><inheritdoc cref="AdamGroup.AmsGrad" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="AdamGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public AdamW(
        IEnumerable<AdamGroup> groups,
        double lr = AdamGroup.DefaultLr,
        (double Beta1, double Beta2)? betas = null,
        double eps = AdamGroup.DefaultEps,
        double weightDecay = DefaultWeightDecay,
        bool amsGrad = false,
        bool maximize = false)
        : base(groups, new AdamGroup([])
        {
            Lr = lr,
            Betas = betas ?? AdamGroup.DefaultBetas,
            Eps = eps,
            WeightDecay = weightDecay,
            AmsGrad = amsGrad,
            Maximize = maximize,
        }, decoupled: true)
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public AdamW(params ReadOnlySpan<AdamGroup> groups)
        : this([.. groups], lr: AdamGroup.DefaultLr)
    {
    }
}
