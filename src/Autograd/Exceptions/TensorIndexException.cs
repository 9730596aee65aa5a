namespace Autograd;

/// <summary>An index outside the dimension that it addresses, or an index of the wrong kind.</summary>
public sealed class TensorIndexException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public TensorIndexException(string message)
        : base(message)
    {
    }
}
