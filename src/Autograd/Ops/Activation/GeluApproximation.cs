namespace Autograd;

/// <summary>How <see cref="Tensor.Gelu"/> computes the normal distribution function.</summary>
public enum GeluApproximation
{
    /// <summary>By the error function.</summary>
    None,

    /// <summary>By tanh(√(2/π) · (x + 0.044715 · x³)), within 5e-4.</summary>
    Tanh,
}
