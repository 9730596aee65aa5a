namespace Autograd;

/// <summary>An analytical gradient that does not match the numerical one; the message shows the worst entry.</summary>
public sealed class GradCheckException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    public GradCheckException(string message)
        : base(message)
    {
    }
}
