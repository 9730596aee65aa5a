namespace Autograd;

/// <summary>The values with which <see cref="Tensor.Pad"/> surrounds a tensor.</summary>
public enum PadMode
{
    /// <summary>A constant.</summary>
    Constant,

    /// <summary>The elements mirrored at the edge, without repeating the edge element: 3 2 | 1 2 3 | 2 1.</summary>
    Reflect,

    /// <summary>The edge element repeated: 1 1 | 1 2 3 | 3 3.</summary>
    Replicate,

    /// <summary>The elements from the other end: 2 3 | 1 2 3 | 1 2.</summary>
    Circular,
}
