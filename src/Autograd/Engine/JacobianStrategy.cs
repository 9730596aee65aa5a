namespace Autograd;

/// <summary>How <see cref="Autodiff.Jacobian(Func{Tensor, Tensor}, Tensor, bool, JacobianStrategy)"/> computes its result.</summary>
public enum JacobianStrategy
{
    /// <summary>By columns when the inputs have fewer elements than the outputs, else by rows.</summary>
    Auto,

    /// <summary>By rows: one backward pass for each element of the outputs.</summary>
    Reverse,

    /// <summary>By columns: one forward-mode pass for each element of the inputs.</summary>
    Forward,
}
