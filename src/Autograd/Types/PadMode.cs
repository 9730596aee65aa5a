namespace Autograd;

/// <summary>What <see cref="Tensor.Pad"/> puts around a tensor.</summary>
public enum PadMode
{
    /// <summary>One number.</summary>
    Constant,

    /// <summary>The elements mirrored at the edge, which itself is not repeated: 3 2 | 1 2 3 | 2 1.</summary>
    Reflect,

    /// <summary>The edge repeated: 1 1 | 1 2 3 | 3 3.</summary>
    Replicate,

    /// <summary>The elements from the other end: 2 3 | 1 2 3 | 1 2.</summary>
    Circular,
}
