namespace Autograd.Nn;

/// <summary>Which side of a weight decides the spread of its start values.</summary>
public enum FanMode
{
    /// <summary>The number of inputs of an output: keeps the spread of values from layer to layer in the forward pass.</summary>
    FanIn,

    /// <summary>The number of outputs of an input: keeps the spread of gradients in the backward pass.</summary>
    FanOut,
}
