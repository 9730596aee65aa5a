namespace Autograd;

/// <summary>A malformed file or stream: truncated, in another format, or inconsistent with its own header.</summary>
/// <remarks>
/// The message names the file, what was expected and what was found. Nothing has been allocated for the sizes that the header claims.
/// </remarks>
public sealed class DataFormatException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public DataFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with a message and the error that caused it.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    /// <param name="inner">The error that caused this one.</param>
    public DataFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
