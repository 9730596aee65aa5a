namespace Autograd.Optim;

/// <summary>How the height of the cycles of <see cref="CyclicLR"/> changes.</summary>
public enum CyclicMode
{
    /// <summary>All cycles are equally high.</summary>
    Triangular,

    /// <summary>Each cycle is half as high as the one before.</summary>
    Triangular2,

    /// <summary>The height at each step is gamma to the power of the step's number.</summary>
    ExpRange,
}
