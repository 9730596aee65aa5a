using Autograd.Memory;

namespace Autograd;

/// <summary>
/// Reuses the memory of one training step in the next: tensors computed inside the scope release their memory when the scope ends. A
/// scope is never required; where steps repeat, it saves the cost of fresh memory.
/// </summary>
/// <remarks>
/// <para>These outlive the scope automatically: everything made before it, gradients of leaves made before it, parameters and
/// buffers of modules, the state of optimizers, and arrays and numbers read from tensors. Any other tensor made inside is invalid after
/// it: using it throws a <see cref="TensorScopeException"/> and never reads another tensor's numbers. <see cref="Keep"/> takes a tensor
/// out.</para>
/// <para>A scope belongs to its thread and holds everything computed inside until it ends: put it around a step, not around an epoch.
/// Scopes may be nested; between scopes, the collector may free the memory that they have released. A gradient that the program has not
/// accessed releases its memory when it is set to null inside a scope.</para>
/// </remarks>
/// <example>
/// <code>
/// using (new TensorScope())
/// {
///     optimizer.ZeroGrad();
///     Tensor loss = criterion.Call(model.Call(x), y);
///     loss.Backward();
///     optimizer.Step();
///     total += loss.Item();
/// }
/// </code>
/// </example>
public sealed partial class TensorScope : IDisposable
{
    [ThreadStatic]
    private static TensorScope? t_innermost;

    private readonly TensorScope? _outer = t_innermost;
    private readonly MemoryPool _pool = MemoryPool.Current;
    private readonly int _since;
    private bool _ended;

    /// <summary>Begins a scope on this thread.</summary>
    public TensorScope()
    {
        Depth = _outer is null ? 1 : _outer.Depth + 1;
        _since = _pool.Begin();
        t_innermost = this;
    }

    /// <summary>This thread's innermost scope, if there is one.</summary>
    internal static TensorScope? Innermost => t_innermost;

    /// <summary>The nesting depth: 1 for an outermost scope.</summary>
    internal int Depth { get; }

    /// <summary>Ends the scope, and any inner scope that has not ended.</summary>
    /// <exception cref="TensorScopeException">It was begun on another thread.</exception>
    public void Dispose()
    {
        if (_ended) return;
        if (_pool != MemoryPool.Current)
            throw new TensorScopeException("a TensorScope ends on the thread that it began on: there must be no await inside it");
        for (TensorScope? inner = t_innermost; inner != _outer; inner = inner._outer) inner!._ended = true;
        t_innermost = _outer;
        _pool.End(_since, Depth);
    }

    /// <summary>Makes a storage that ends with this scope.</summary>
    internal Storage<T> Make<T>(int length, bool zeroed)
        where T : unmanaged
        => _pool.Make<T>(this, length, zeroed);

    /// <summary>Lets a storage of another device end with this scope.</summary>
    internal void Add(Storage storage) => _pool.Add(this, storage);

    /// <summary>Ends a storage of this thread that is no longer used.</summary>
    internal void TakeBack(Storage storage) => storage.End(_pool);
}
