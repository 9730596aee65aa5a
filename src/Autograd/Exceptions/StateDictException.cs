namespace Autograd;

/// <summary>
/// A state dict that does not fit what it is loaded into. Everything that does not fit is listed, and nothing has been changed.
/// </summary>
public sealed class StateDictException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    public StateDictException(string message)
        : base(message)
    {
    }
}
