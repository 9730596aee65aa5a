namespace Autograd;

/// <summary>How a loss reduces the losses of its elements.</summary>
public enum Reduction
{
    /// <summary>No reduction: each element's loss, in the input's (or target's) shape.</summary>
    None,

    /// <summary>The mean; NaN over no elements. Losses with weights document their divisor.</summary>
    Mean,

    /// <summary>The sum.</summary>
    Sum,
}
