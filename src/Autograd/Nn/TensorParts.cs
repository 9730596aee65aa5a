namespace Autograd.Nn;

/// <summary>The tensors inside a module's input or output: itself, or the elements of a tuple.</summary>
/// <param name="Split">Extracts the tensors, in order.</param>
/// <param name="Join">Puts them together again.</param>
internal sealed record TensorParts<T>(Func<T, Tensor?[]> Split, Func<Tensor?[], T> Join)
{
    /// <summary>The same value with other tensors in it.</summary>
    /// <param name="value">The input or output.</param>
    /// <param name="change">Returns the replacements for the tensors.</param>
    public T Replace(T value, Func<Tensor?[], Tensor?[]> change) => Join(change(Split(value)));
}

/// <summary>Accessors for the inputs and outputs that the built-in overloads of <c>RegisterFullBackwardHook</c> take.</summary>
internal static class TensorParts
{
    public static TensorParts<Tensor> Single { get; } = new(x => [x], parts => parts[0]!);

    public static TensorParts<(Tensor, Tensor)> Pair { get; } = new(x => [x.Item1, x.Item2], parts => (parts[0]!, parts[1]!));

    public static TensorParts<(Tensor, Tensor, Tensor)> Triple { get; } =
        new(x => [x.Item1, x.Item2, x.Item3], parts => (parts[0]!, parts[1]!, parts[2]!));

    /// <summary>An output and one that may be absent, such as attention's weights.</summary>
    public static TensorParts<(Tensor, Tensor?)> WithOptional { get; } = new(x => [x.Item1, x.Item2], parts => (parts[0]!, parts[1]));
}
