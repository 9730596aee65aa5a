namespace Autograd.Nn;

/// <summary>Which side of a weight determines the variance of its initial values.</summary>
public enum FanMode
{
    /// <summary>The number of inputs of an output: preserves the variance of values across layers in the forward pass.</summary>
    FanIn,

    /// <summary>The number of outputs of an input: preserves the variance of gradients in the backward pass.</summary>
    FanOut,
}
