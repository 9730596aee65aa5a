namespace Autograd;

/// <summary>A registered function; dispose it to remove the function.</summary>
public sealed class HookHandle : IDisposable
{
    private Action? _remove;

    private HookHandle(Action remove) => _remove = remove;

    /// <summary>Removes the function. Doing so twice is harmless.</summary>
    public void Dispose()
    {
        _remove?.Invoke();
        _remove = null;
    }

    /// <summary>Registers a function; the same one may be registered several times.</summary>
    internal static HookHandle Add<THook>(List<THook> registered, THook hook)
    {
        registered.Add(hook);
        return new HookHandle(() => registered.Remove(hook));
    }
}
