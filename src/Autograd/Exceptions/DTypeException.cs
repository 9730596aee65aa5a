namespace Autograd;

/// <summary>A dtype that an operation does not support, or two incompatible dtypes.</summary>
public sealed class DTypeException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    public DTypeException(string message)
        : base(message)
    {
    }
}
