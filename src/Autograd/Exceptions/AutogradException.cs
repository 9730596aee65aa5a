namespace Autograd;

/// <summary>The base of every error this library reports about tensors, graphs and training.</summary>
/// <remarks>
/// The message names the operation, the shapes or dtypes involved and a remedy. The error is thrown before anything is changed:
/// tensors and graph are left as they were.
/// </remarks>
public class AutogradException : Exception
{
    /// <summary>Creates the error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public AutogradException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with a message and the error that caused it.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    /// <param name="inner">The error that caused this one.</param>
    public AutogradException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>
    /// The place in a model where it was thrown, such as <c>net.2 (Linear)</c>: the innermost module called with <c>Call</c>; null outside
    /// any module.
    /// </summary>
    public string? ModulePath { get; internal set; }

    /// <summary>The message, preceded by <see cref="ModulePath"/> if there is one.</summary>
    public override string Message => ModulePath is null ? base.Message : $"{ModulePath}: {base.Message}";
}
