namespace Autograd;

/// <summary>
/// A metric that is not defined for its arguments: labels of a single class, a score that is NaN, lists of unequal length.
/// </summary>
public sealed class MetricException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public MetricException(string message)
        : base(message)
    {
    }
}
