namespace Autograd;

/// <summary>A misuse of a <see cref="TensorScope"/>: a tensor used after its scope has ended, or a scope ended on another thread.</summary>
public sealed class TensorScopeException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public TensorScopeException(string message)
        : base(message)
    {
    }

    internal static TensorScopeException Ended(string what) => new(
        $"{what} was computed inside a TensorScope that has ended, and its memory was given back. "
        + "Read it (Item(), ToArray()) before the scope ends, take it out with TensorScope.Keep(tensor), or compute it outside.");
}
