using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Autograd.Memory;

/// <summary>A thread's arrays that scopes have released, kept for new results of the same type and length.</summary>
/// <remarks>
/// A recently written array is in the cache; a fresh one is not, since the collector hands out far more memory than a cache holds
/// before it reuses any. Lengths must match exactly, as they do from one training step to the next. Between scopes the arrays are held
/// weakly, so that a full collection (when training is over, say) frees them.
/// </remarks>
internal sealed class MemoryPool
{
    private const int ScopesBetweenTrims = 64;
    private const int ShortestKept = 256; // a shorter array is allocated faster than it is found

    [ThreadStatic]
    private static MemoryPool? t_current;

    private readonly Stack<List<Storage>> _lists = []; // of scopes that have ended, empty, for new ones
    private readonly WeakReference<Shelf?[]> _idle = new([]);
    private Shelf?[] _shelves = []; // by dtype, while a scope is open
    private int _open;
    private int _ended;

    /// <summary>This thread's pool.</summary>
    public static MemoryPool Current => t_current ??= new MemoryPool();

    /// <summary>Begins a scope.</summary>
    /// <returns>A list for the storages that it will end.</returns>
    public List<Storage> Begin()
    {
        Interlocked.Increment(ref _open);
        if (_shelves.Length == 0 && (!_idle.TryGetTarget(out _shelves!) || _shelves.Length == 0))
            _idle.SetTarget(_shelves = new Shelf?[Enum.GetValues<DType>().Length]);
        return _lists.TryPop(out List<Storage>? list) ? list : [];
    }

    /// <summary>Makes a storage, in an array that a scope has released if there is one.</summary>
    public Storage<T> Make<T>(int length, bool zeroed)
        where T : unmanaged
    {
        T[]? array = length < ShortestKept ? null : ShelfOf<T>()?.Take(length);
        if (array is null)
            array = zeroed ? new T[length] : GC.AllocateUninitializedArray<T>(length);
        else if (zeroed)
            Array.Clear(array);
        return new Storage<T>(array);
    }

    /// <summary>Keeps an array for a later result.</summary>
    public void Put<T>(T[] array)
        where T : unmanaged
    {
        if (array.Length >= ShortestKept) ShelfOf<T>()?.Put(array);
    }

    /// <summary>
    /// Ends the storages made in a scope, except those that were moved out of it: the next outer scope ends them or, if there is none, the
    /// garbage collector frees them.
    /// </summary>
    /// <param name="made">The scope's storages.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="outer">The list of the next outer scope.</param>
    public void End(List<Storage> made, TensorScope scope, List<Storage>? outer)
    {
        ExceptionDispatchInfo? error = null;
        // In reverse order, so that the first storage of the next step finds its own array on top of the pile.
        for (int i = made.Count - 1; i >= 0; i--)
        {
            try
            {
                if (ReferenceEquals(made[i].Scope, scope)) made[i].End(this);
            }
            catch (Exception thrown)
            {
                error ??= ExceptionDispatchInfo.Capture(thrown); // a device failed to release one storage; the others must still be ended
            }
        }

        foreach (Storage storage in made)
        {
            if (storage.Scope is not null && !storage.IsEnded) outer?.Add(storage);
        }

        made.Clear();
        _lists.Push(made);
        if (Interlocked.Decrement(ref _open) == 0) Close();
        error?.Throw();
    }

    /// <summary>
    /// Gives up a scope that was ended on a thread other than this pool's. Runs on that thread, while the pool's own may be using the pool.
    /// </summary>
    public void Abandon()
    {
        Interlocked.Decrement(ref _open);
        _shelves = []; // the arrays are held weakly again; an open scope only finds none to reuse
    }

    /// <summary>Lets go of the arrays when the last open scope has ended.</summary>
    private void Close()
    {
        if (++_ended % ScopesBetweenTrims == 0)
        {
            foreach (Shelf? shelf in _shelves) shelf?.Trim();
        }

        _shelves = [];
    }

    /// <summary>Overwrites the idle arrays with NaN, so that a test detects code that reads memory before writing it.</summary>
    internal void Poison()
    {
        if (!_idle.TryGetTarget(out Shelf?[]? shelves)) return;
        foreach (Shelf? shelf in shelves) shelf?.Poison();
    }

    private Shelf<T>? ShelfOf<T>()
        where T : unmanaged
    {
        Shelf?[] shelves = _shelves;
        return shelves.Length == 0 ? null : (Shelf<T>)(shelves[(int)DTypeExtensions.Of<T>()] ??= new Shelf<T>());
    }

    private abstract class Shelf
    {
        /// <summary>Drops the arrays that were not needed since the last trim.</summary>
        public abstract void Trim();

        public abstract void Poison();
    }

    private sealed class Shelf<T> : Shelf
        where T : unmanaged
    {
        private readonly Dictionary<int, Pile> _piles = [];

        public T[]? Take(int length) => _piles.TryGetValue(length, out Pile? pile) ? pile.Take() : null;

        public void Put(T[] array)
        {
            if (!_piles.TryGetValue(array.Length, out Pile? pile)) _piles.Add(array.Length, pile = new Pile());
            pile.Put(array);
        }

        public override void Trim()
        {
            foreach ((int length, Pile pile) in _piles)
            {
                if (pile.Trim() == 0) _piles.Remove(length);
            }
        }

        public override void Poison()
        {
            foreach (Pile pile in _piles.Values) pile.Poison();
        }

        private sealed class Pile
        {
            private readonly Stack<T[]> _arrays = [];
            private int _fewest;

            public T[]? Take()
            {
                if (!_arrays.TryPop(out T[]? array)) return null;
                _fewest = Math.Min(_fewest, _arrays.Count);
                return array;
            }

            public void Put(T[] array) => _arrays.Push(array);

            /// <summary>Drops as many arrays as stayed in the pile at its lowest: they were never needed.</summary>
            public int Trim()
            {
                for (; _fewest > 0; _fewest--) _arrays.Pop();
                return _fewest = _arrays.Count;
            }

            public void Poison()
            {
                foreach (T[] array in _arrays) MemoryMarshal.AsBytes(array.AsSpan()).Fill(byte.MaxValue);
            }
        }
    }
}
