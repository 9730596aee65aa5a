using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Autograd.Nn;

/// <summary>
/// Modules one after another, each fed with what the one before gave. Their names are their places: <c>0.weight</c>, <c>0.bias</c>, ….
/// </summary>
/// <example><code>Sequential model = [new Linear(784, 100), new Sigmoid(), new Linear(100, 10)];</code></example>
[CollectionBuilder(typeof(Sequential), nameof(Create))]
public sealed class Sequential : Module<Tensor, Tensor>, IReadOnlyList<Module<Tensor, Tensor>>
{
    private readonly List<Module<Tensor, Tensor>> _modules = [];

    /// <summary>Creates the chain.</summary>
    public Sequential(params ReadOnlySpan<Module<Tensor, Tensor>> modules)
    {
        foreach (Module<Tensor, Tensor> module in modules) Append(module);
    }

    /// <summary>The number of modules.</summary>
    public int Count => _modules.Count;

    /// <summary>The module at a place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public Module<Tensor, Tensor> this[int index] => index >= 0 && index < Count
        ? _modules[index]
        : throw new ArgumentOutOfRangeException(nameof(index), $"sequential: there is no module {index}: it has {Count}, numbered from 0");

    /// <summary>Creates the chain: what a collection expression calls.</summary>
    public static Sequential Create(ReadOnlySpan<Module<Tensor, Tensor>> modules) => new(modules);

    /// <summary>Adds a module at the end.</summary>
    /// <returns>This chain.</returns>
    public Sequential Append(Module<Tensor, Tensor> module)
    {
        _modules.Add(AddModule(Count.ToString(CultureInfo.InvariantCulture), module));
        return this;
    }

    /// <inheritdoc/>
    public IEnumerator<Module<Tensor, Tensor>> GetEnumerator() => _modules.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Feeds the input through all modules; without any, gives it back.</summary>
    protected override Tensor Forward(Tensor input)
    {
        foreach (Module<Tensor, Tensor> module in _modules) input = module.Call(input);
        return input;
    }
}
