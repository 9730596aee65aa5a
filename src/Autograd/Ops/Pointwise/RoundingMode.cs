namespace Autograd;

/// <summary>How a quotient becomes a whole number.</summary>
public enum RoundingMode
{
    /// <summary>Towards zero, as C#'s integer division.</summary>
    Trunc,

    /// <summary>Down, as Python's //.</summary>
    Floor,
}
