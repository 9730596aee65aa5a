using System.Collections.Concurrent;
using System.Text;

namespace Autograd.Devices;

/// <summary>
/// The name in messages of an operation's class: <c>LogSoftmaxOp</c> is <c>log_softmax</c>. Kernels are named after the operation they are
/// nested in.
/// </summary>
internal static class SnakeName
{
    private static readonly ConcurrentDictionary<Type, string> s_names = new();

    public static string Of(Type type) => s_names.GetOrAdd(type, static t => Of(t.Name));

    /// <summary>The name in messages of a class or method.</summary>
    public static string Of(string name)
    {
        int generic = name.IndexOf('`', StringComparison.Ordinal);
        if (generic >= 0) name = name[..generic];
        if (name.EndsWith("Op", StringComparison.Ordinal)) name = name[..^2];
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            // "Conv2dInputGrad" → "conv2d_input_grad"; "MatMul" keeps PyTorch's one word by its own Name.
            if (char.IsUpper(name[i]) && i > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
