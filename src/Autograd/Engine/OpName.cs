using Autograd.Devices;

namespace Autograd;

/// <summary>The name of an operation in messages, from its class: <c>LogSoftmaxOp</c> is <c>log_softmax</c>.</summary>
internal static class OpName
{
    public static string Of(Type type) => SnakeName.Of(type);

    /// <summary>The name of an operation's node as PyTorch prints it: <c>log_softmax</c> is <c>LogSoftmaxBackward0</c>.</summary>
    public static string Backward(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]))
            + "Backward0";
}
