namespace Autograd;

/// <summary>A registered function; dispose it to remove the function.</summary>
public sealed class HookHandle : IDisposable
{
    private Action? _remove;

    internal HookHandle(Action remove) => _remove = remove;

    /// <summary>Removes the function. Doing so twice is harmless.</summary>
    public void Dispose() => Interlocked.Exchange(ref _remove, null)?.Invoke();
}
