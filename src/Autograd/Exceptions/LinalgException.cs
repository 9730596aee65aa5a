namespace Autograd;

/// <summary>
/// A matrix that an operation of linear algebra cannot work on: a singular one to invert, one that is not positive definite, or an
/// iteration that did not converge (of a matrix with NaN, say).
/// </summary>
public sealed class LinalgException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public LinalgException(string message)
        : base(message)
    {
    }
}
