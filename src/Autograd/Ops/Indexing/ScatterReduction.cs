namespace Autograd;

/// <summary>How <see cref="Tensor.ScatterReduce"/> joins what meets at a place.</summary>
public enum ScatterReduction
{
    /// <summary>The sum; of bools, true where one is.</summary>
    Sum,

    /// <summary>The product; of bools, true where all are.</summary>
    Prod,

    /// <summary>The mean; of integers, rounded down.</summary>
    Mean,

    /// <summary>The largest; NaN if one is NaN.</summary>
    Amax,

    /// <summary>The smallest; NaN if one is NaN.</summary>
    Amin,
}
