using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Autograd.Nn;

/// <summary>
/// A chain of modules, each taking the output of the one before it. Their names are their indices: <c>0.weight</c>, <c>0.bias</c>, ….
/// </summary>
/// <example><code>Sequential model = [new Linear(784, 100), new Sigmoid(), new Linear(100, 10)];</code></example>
[CollectionBuilder(typeof(Sequential), nameof(Create))]
public sealed class Sequential : Module<Tensor, Tensor>, IReadOnlyList<Module<Tensor, Tensor>>
{
    private readonly List<Module<Tensor, Tensor>> _modules = [];

    /// <summary>Creates the chain.</summary>
    /// <param name="modules">The modules.</param>
    public Sequential(params ReadOnlySpan<Module<Tensor, Tensor>> modules)
    {
        foreach (Module<Tensor, Tensor> module in modules) Append(module);
    }

    /// <summary>Creates the chain from an array, or in F# from modules one by one.</summary>
    /// <param name="modules">The modules.</param>
    public Sequential(params Module<Tensor, Tensor>[] modules)
        : this((ReadOnlySpan<Module<Tensor, Tensor>>)modules.NotNull(method: nameof(Sequential)))
    {
    }

    /// <summary>Creates the chain from a list or any other sequence of modules.</summary>
    /// <param name="modules">The modules.</param>
    [OverloadResolutionPriority(-1)]
    public Sequential(IEnumerable<Module<Tensor, Tensor>> modules)
    {
        foreach (Module<Tensor, Tensor> module in modules.NotNull(method: nameof(Sequential))) Append(module);
    }

    /// <summary>The number of modules.</summary>
    public int Count => _modules.Count;

    /// <summary>The module at an index.</summary>
    /// <param name="index">From 0 to below <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
    public Module<Tensor, Tensor> this[int index] => index >= 0 && index < Count
        ? _modules[index]
        : throw new ArgumentOutOfRangeException(nameof(index), $"sequential: there is no module {index}: it has {Count}, numbered from 0");

    /// <summary>Creates the chain; collection expressions call this.</summary>
    /// <param name="modules">The modules.</param>
    /// <returns>The chain.</returns>
    public static Sequential Create(ReadOnlySpan<Module<Tensor, Tensor>> modules) => new(modules);

    /// <summary>Adds a module at the end.</summary>
    /// <param name="module">The module.</param>
    /// <returns>This chain.</returns>
    public Sequential Append(Module<Tensor, Tensor> module)
    {
        _modules.Add(AddModule(Count.ToString(CultureInfo.InvariantCulture), module));
        return this;
    }

    /// <inheritdoc/>
    public IEnumerator<Module<Tensor, Tensor>> GetEnumerator() => _modules.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Passes the input through all modules; without any, returns it.</summary>
    /// <param name="input">What the first module takes.</param>
    protected override Tensor Forward(Tensor input)
    {
        input.NotNull(method: nameof(Sequential));
        foreach (Module<Tensor, Tensor> module in _modules) input = module.Call(input);
        return input;
    }
}
