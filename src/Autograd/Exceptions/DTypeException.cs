namespace Autograd;

/// <summary>A dtype that an operation does not take, or two that do not go together.</summary>
public sealed class DTypeException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    public DTypeException(string message)
        : base(message)
    {
    }
}
