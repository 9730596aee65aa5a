namespace Autograd;

/// <summary>A function registered on a tensor's gradient; dispose it to take it off again.</summary>
public sealed class GradientHook : IDisposable
{
    private readonly Op _node;

    internal GradientHook(Op node, Func<Tensor, Tensor?> function)
    {
        _node = node;
        Function = function;
        (node.Hooks ??= []).Add(this);
    }

    internal Func<Tensor, Tensor?> Function { get; }

    /// <summary>Takes the hook off. Doing so twice is harmless.</summary>
    public void Dispose() => _node.Hooks?.Remove(this);
}
