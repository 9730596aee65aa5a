namespace Autograd.Engine;

/// <summary>Registered functions, in the order of registration.</summary>
/// <remarks>
/// Several threads may register and remove at once. Whoever calls the functions sees the list as it was at one moment, so a function may
/// remove itself.
/// </remarks>
internal sealed class HookList<THook>
    where THook : class
{
    private THook[] _now = [];

    /// <summary>The functions registered at this moment; the array is never changed.</summary>
    public THook[] Now => Volatile.Read(ref _now);

    /// <summary>Registers a function; the same one may be registered several times.</summary>
    public HookHandle Add(THook hook)
    {
        lock (this) _now = [.. _now, hook];
        return new HookHandle(() => Remove(hook));
    }

    /// <summary>Removes a function once, if it is there.</summary>
    public void Remove(THook hook)
    {
        lock (this)
        {
            int at = Array.IndexOf(_now, hook);
            if (at >= 0) _now = [.. _now[..at], .. _now[(at + 1)..]];
        }
    }
}
