namespace Autograd;

/// <summary>What a loss makes of the losses of its elements.</summary>
public enum Reduction
{
    /// <summary>All of them, in the input's (or target's) shape.</summary>
    None,

    /// <summary>Their mean; of nothing, NaN. Losses with weights say what they divide by.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}
