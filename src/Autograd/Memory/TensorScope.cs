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

    private readonly TensorScope? _outer = Innermost;
    private readonly MemoryPool _pool = MemoryPool.Current;
    private volatile List<Storage>? _made; // in order of creation; null once the scope has ended

    /// <summary>Begins a scope on this thread.</summary>
    public TensorScope()
    {
        Depth = _outer is null ? 1 : _outer.Depth + 1;
        _made = _pool.Begin();
        t_innermost = this;
    }

    /// <summary>This thread's innermost scope, if there is one.</summary>
    internal static TensorScope? Innermost
    {
        get
        {
            TensorScope? scope = t_innermost;
            return scope is null or { _made: not null } ? scope : t_innermost = scope.Outer;
        }
    }

    /// <summary>The nesting depth: 1 for an outermost scope.</summary>
    internal int Depth { get; }

    /// <summary>
    /// True once the scope was ended on a thread other than its own: the garbage collector then frees what was made in it.
    /// </summary>
    internal bool IsAbandoned { get; private set; }

    /// <summary>The nearest outer scope that has not ended.</summary>
    private TensorScope? Outer
    {
        get
        {
            TensorScope? scope = _outer;
            while (scope is { _made: null }) scope = scope._outer;
            return scope;
        }
    }

    /// <summary>Ends the scope, and any inner scope that has not ended.</summary>
    /// <exception cref="TensorScopeException">
    /// The scope was begun on another thread. That thread is then no longer in the scope, and the tensors made in it stay valid, as if they
    /// had been made outside it.
    /// </exception>
    public void Dispose()
    {
        if (_made is null) return;
        if (_pool != MemoryPool.Current)
        {
            // The thread that it began on may never end it, and would keep in it whatever it computes from now on.
            IsAbandoned = true;
            _made = null;
            _pool.Abandon();
            throw new TensorScopeException("a TensorScope ends on the thread that it began on: there must be no await inside it");
        }

        for (TensorScope? inner = t_innermost; inner != _outer; inner = inner!._outer) inner!.End();
    }

    /// <summary>Puts this thread outside all scopes.</summary>
    /// <returns>The scope that it was in, for <see cref="Resume"/>.</returns>
    internal static TensorScope? Suspend()
    {
        TensorScope? scope = Innermost;
        t_innermost = null;
        return scope;
    }

    /// <summary>Ends the scopes begun since <see cref="Suspend"/>, and returns this thread to the one that it was in.</summary>
    internal static void Resume(TensorScope? scope)
    {
        while (Innermost is { } left) left.End();
        t_innermost = scope;
    }

    /// <summary>Makes a storage that ends with this scope.</summary>
    internal Storage<T> Make<T>(int length, bool zeroed)
        where T : unmanaged
    {
        Storage<T> storage = _pool.Make<T>(length, zeroed);
        Add(storage);
        return storage;
    }

    /// <summary>Makes a storage end with this scope.</summary>
    internal void Add(Storage storage)
    {
        storage.Scope = this;
        _made?.Add(storage);
    }

    /// <summary>Whether another scope is this one, or was begun inside it.</summary>
    internal bool Contains(TensorScope? other)
    {
        while (other is not null && other.Depth > Depth) other = other._outer;
        return ReferenceEquals(other, this);
    }

    /// <summary>Ends a storage of this thread that is no longer used.</summary>
    internal void TakeBack(Storage storage) => storage.End(_pool);

    /// <summary>Ends the scope, which is this thread's innermost one.</summary>
    private void End()
    {
        List<Storage>? made = _made;
        TensorScope? outer = Outer;
        _made = null;
        t_innermost = outer;
        if (made is not null) _pool.End(made, this, outer?._made);
    }
}
