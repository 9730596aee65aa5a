namespace Autograd.Nn;

/// <summary>What follows a layer, for <see cref="Init.CalculateGain"/>.</summary>
public enum Nonlinearity
{
    /// <summary>Nothing: gain 1. Convolutions count as linear too.</summary>
    Linear,

    /// <summary>Sigmoid: gain 1.</summary>
    Sigmoid,

    /// <summary>Tanh: gain 5/3.</summary>
    Tanh,

    /// <summary>Relu: gain √2.</summary>
    Relu,

    /// <summary>Leaky relu with negative slope a: gain √(2 / (1 + a²)).</summary>
    LeakyRelu,

    /// <summary>Selu: gain 3/4.</summary>
    Selu,
}
