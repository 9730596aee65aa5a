namespace Autograd;

/// <summary>
/// How <see cref="Tensor.ScatterReduce(int, Tensor, Tensor, ScatterReduction, bool)"/> combines the values of one element.
/// </summary>
public enum ScatterReduction
{
    /// <summary>The sum; of bools, true if any is.</summary>
    Sum,

    /// <summary>The product; of bools, true if all are.</summary>
    Prod,

    /// <summary>The mean; of integers, rounded down.</summary>
    Mean,

    /// <summary>The largest; NaN if one is NaN.</summary>
    Amax,

    /// <summary>The smallest; NaN if one is NaN.</summary>
    Amin,
}
