namespace Autograd;

/// <summary>
/// Refuses null among several tensors, where it would otherwise end in a <see cref="NullReferenceException"/> somewhere inside.
/// </summary>
internal static class NullTensor
{
    /// <summary>Throws if one of the tensors is null.</summary>
    /// <param name="op">The operation, for the message.</param>
    /// <param name="what">What each tensor is to the operation: an input, an operand.</param>
    /// <param name="tensors">The tensors as they were given.</param>
    /// <exception cref="ArgumentException">One is null; its number is named.</exception>
    public static void Refuse(string op, string what, ReadOnlySpan<Tensor> tensors)
    {
        for (int i = 0; i < tensors.Length; i++)
        {
            if (tensors[i] is null) throw new ArgumentException($"{op}: {what} {i} is null");
        }
    }
}
