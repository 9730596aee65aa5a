namespace Autograd.Nn;

/// <summary>A module that says how far an input is from a target. Smaller is better.</summary>
/// <param name="reduction">What becomes of the losses of the elements: their mean, their sum, or all of them.</param>
public abstract class Loss(Reduction reduction) : Module
{
    /// <summary>What becomes of the losses of the elements.</summary>
    public Reduction Reduction { get; } = reduction;

    /// <summary>Computes the loss: a single number, unless the reduction is <see cref="Reduction.None"/>.</summary>
    public abstract Tensor Forward(Tensor input, Tensor target);
}
