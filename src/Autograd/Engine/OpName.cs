using System.Collections.Concurrent;
using System.Text;

namespace Autograd;

/// <summary>The name of an operation in messages, from its class: <c>LogSoftmaxOp</c> is <c>log_softmax</c>.</summary>
internal static class OpName
{
    private static readonly ConcurrentDictionary<Type, string> s_names = new();

    public static string Of(Type type) => s_names.GetOrAdd(type, static t => Snake(t.Name));

    /// <summary>The name of an operation's node as PyTorch prints it: <c>log_softmax</c> is <c>LogSoftmaxBackward0</c>.</summary>
    public static string Backward(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]))
        + "Backward0";

    private static string Snake(string name)
    {
        int generic = name.IndexOf('`', StringComparison.Ordinal);
        if (generic >= 0) name = name[..generic];
        if (name.EndsWith("Op", StringComparison.Ordinal)) name = name[..^2];
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            // "Conv2dInputGrad" → "conv2d_input_grad"; "MatMul" overrides Name to keep PyTorch's single word.
            if (char.IsUpper(name[i]) && i > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
