namespace Autograd;

/// <summary>A dtype that an operation does not support, or two incompatible dtypes.</summary>
public sealed class DTypeException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public DTypeException(string message)
        : base(message)
    {
    }
}
