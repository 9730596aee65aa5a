namespace Autograd;

/// <summary>Shapes that do not fit an operation: sizes that cannot be broadcast, multiplied, reshaped or indexed.</summary>
public sealed class ShapeException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public ShapeException(string message)
        : base(message)
    {
    }
}
