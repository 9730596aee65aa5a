namespace Autograd;

/// <summary>
/// A state dict that does not match the object it is loaded into. The message lists every mismatch, and nothing has been changed.
/// </summary>
public sealed class StateDictException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public StateDictException(string message)
        : base(message)
    {
    }
}
