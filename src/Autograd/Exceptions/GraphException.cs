namespace Autograd;

/// <summary>A misuse of the graph: a backward pass without a graph, a freed or overwritten saved tensor, a leaf changed in place.</summary>
public sealed class GraphException : AutogradException
{
    /// <summary>Creates the error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do about it.</param>
    public GraphException(string message)
        : base(message)
    {
    }
}
