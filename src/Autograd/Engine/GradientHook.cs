using Autograd.Engine;

namespace Autograd;

/// <summary>A function registered on a tensor's gradient; dispose it to remove the function.</summary>
public sealed class GradientHook : IDisposable
{
    private readonly HookList<GradientHook> _registered;

    internal GradientHook(Op node, Func<Tensor, Tensor?> function)
    {
        Function = function;
        _registered = node.RequireHooks();
        _registered.Add(this);
    }

    internal Func<Tensor, Tensor?> Function { get; }

    /// <summary>Removes the hook. Doing so twice is harmless.</summary>
    public void Dispose() => _registered.Remove(this);
}
