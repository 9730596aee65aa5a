using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Autograd.Nn;

/// <summary>A list of modules, registered under their indices, for a module that calls them itself.</summary>
/// <typeparam name="TModule">The modules' common type.</typeparam>
public sealed class ModuleList<TModule> : Module, IReadOnlyList<TModule>
    where TModule : Module
{
    private readonly List<TModule> _modules = [];

    /// <summary>Creates the list.</summary>
    /// <param name="modules">The modules.</param>
    public ModuleList(params ReadOnlySpan<TModule> modules)
    {
        foreach (TModule module in modules) Append(module);
    }

    /// <summary>Creates the list from an array, or in F# from modules one by one.</summary>
    /// <param name="modules">The modules.</param>
    public ModuleList(params TModule[] modules)
        : this((ReadOnlySpan<TModule>)modules)
    {
    }

    /// <summary>Creates the list from a list or any other sequence of modules.</summary>
    /// <param name="modules">The modules.</param>
    [OverloadResolutionPriority(-1)]
    public ModuleList(IEnumerable<TModule> modules)
    {
        foreach (TModule module in modules) Append(module);
    }

    /// <summary>The number of modules.</summary>
    public int Count => _modules.Count;

    /// <summary>The module at an index.</summary>
    /// <param name="index">From 0 to below <see cref="Count"/>.</param>
    public TModule this[int index] => _modules[index];

    /// <summary>Adds a module at the end.</summary>
    /// <param name="module">The module.</param>
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
