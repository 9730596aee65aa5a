namespace Autograd;

/// <summary>
/// A NaN or an infinity where there was none before, found inside <see cref="AnomalyMode.Detect"/>; the message names the operation and
/// where it was recorded.
/// </summary>
public sealed class AnomalyException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public AnomalyException(string message)
        : base(message)
    {
    }
}
