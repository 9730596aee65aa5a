namespace Autograd;

/// <summary>How a quotient is rounded to an integer.</summary>
public enum RoundingMode
{
    /// <summary>Towards zero, as in C#'s integer division.</summary>
    Trunc,

    /// <summary>Down, as in Python's //.</summary>
    Floor,
}
