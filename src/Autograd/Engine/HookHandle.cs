namespace Autograd;

/// <summary>A registered function; dispose it to take the function off again.</summary>
public sealed class HookHandle : IDisposable
{
    private Action? _remove;

    private HookHandle(Action remove) => _remove = remove;

    /// <summary>Takes the function off. Doing so twice is harmless.</summary>
    public void Dispose()
    {
        _remove?.Invoke();
        _remove = null;
    }

    /// <summary>Adds a function to those registered; the same one may be there several times.</summary>
    internal static HookHandle Add<THook>(List<THook> registered, THook hook)
    {
        registered.Add(hook);
        return new HookHandle(() => registered.Remove(hook));
    }
}
