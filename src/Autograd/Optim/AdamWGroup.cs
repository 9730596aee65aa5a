namespace Autograd.Optim;

/// <summary>As <see cref="AdamGroup"/>, with the weight decay of 0.01 that <see cref="AdamW"/> has by default.</summary>
public sealed class AdamWGroup : AdamGroup
{
    /// <summary>Creates a group.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    public AdamWGroup(IEnumerable<Tensor> parameters, double lr = 1e-3)
        : base(parameters, lr) => WeightDecay = AdamW.DefaultWeightDecay;
}
