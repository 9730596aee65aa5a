namespace Autograd;

/// <summary>An analytical gradient that does not match the numerical one; the message shows the worst entry.</summary>
public sealed class GradCheckException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public GradCheckException(string message)
        : base(message)
    {
    }
}
