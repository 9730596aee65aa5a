namespace Autograd;

/// <summary>
/// A metric that is not defined for what it was given: labels of one class only, a score that is NaN, lists of unequal length.
/// </summary>
public sealed class MetricException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    public MetricException(string message)
        : base(message)
    {
    }
}
