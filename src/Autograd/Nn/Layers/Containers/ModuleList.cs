using System.Collections;
using System.Globalization;

namespace Autograd.Nn;

/// <summary>Modules in a list, registered under their places, for a module that uses them in its own way.</summary>
/// <typeparam name="TModule">What they have in common.</typeparam>
public sealed class ModuleList<TModule> : Module, IReadOnlyList<TModule>
    where TModule : Module
{
    private readonly List<TModule> _modules = [];

    /// <summary>Creates the list.</summary>
    public ModuleList(params ReadOnlySpan<TModule> modules)
    {
        foreach (TModule module in modules) Append(module);
    }

    /// <summary>The number of modules.</summary>
    public int Count => _modules.Count;

    /// <summary>The module at a place.</summary>
    public TModule this[int index] => _modules[index];

    /// <summary>Adds a module at the end.</summary>
    /// <returns>This list.</returns>
    public ModuleList<TModule> Append(TModule module)
    {
        _modules.Add(AddModule(Count.ToString(CultureInfo.InvariantCulture), module));
        return this;
    }

    /// <inheritdoc/>
    public IEnumerator<TModule> GetEnumerator() => _modules.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
