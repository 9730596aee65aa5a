namespace Autograd;

/// <summary>
/// A state dict that does not match the object it is loaded into. The message lists every mismatch, and nothing has been changed.
/// </summary>
public sealed class StateDictException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    public StateDictException(string message)
        : base(message)
    {
    }
}
