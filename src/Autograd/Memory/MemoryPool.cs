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

    private readonly List<Storage> _made = []; // in the open scopes, in order of creation
    private readonly WeakReference<Shelf?[]> _idle = new([]);
    private Shelf?[] _shelves = []; // by dtype, while a scope is open
    private int _ended;

    /// <summary>This thread's pool.</summary>
    public static MemoryPool Current => t_current ??= new MemoryPool();

    /// <summary>A scope begins.</summary>
    /// <returns>The number of storages that the open scopes will end.</returns>
    public int Begin()
    {
        if (_shelves.Length == 0 && (!_idle.TryGetTarget(out _shelves!) || _shelves.Length == 0))
            _idle.SetTarget(_shelves = new Shelf?[Enum.GetValues<DType>().Length]);
        return _made.Count;
    }

    /// <summary>Makes a storage that ends with a scope.</summary>
    public Storage<T> Make<T>(TensorScope scope, int length, bool zeroed)
        where T : unmanaged
    {
        T[]? array = length < ShortestKept ? null : ShelfOf<T>().Take(length);
        if (array is null)
            array = zeroed ? new T[length] : GC.AllocateUninitializedArray<T>(length);
        else if (zeroed)
            Array.Clear(array);
        var storage = new Storage<T>(array);
        Add(scope, storage);
        return storage;
    }

    /// <summary>Lets a storage end with a scope.</summary>
    public void Add(TensorScope scope, Storage storage)
    {
        storage.Scope = scope;
        _made.Add(storage);
    }

    /// <summary>Keeps an array for a later result.</summary>
    public void Put<T>(T[] array)
        where T : unmanaged
    {
        if (array.Length >= ShortestKept) ShelfOf<T>().Put(array);
    }

    /// <summary>
    /// Ends the storages made since a scope began, except those that were moved out of it: the next outer scope ends them, or, if there
    /// is none, the pool forgets them.
    /// </summary>
    public void End(int since, int depth)
    {
        // In reverse order, so that the first storage of the next step finds its own array on top of the pile.
        for (int i = _made.Count - 1; i >= since; i--)
        {
            if (_made[i].Scope?.Depth >= depth) _made[i].End(this);
        }

        int moved = since;
        for (int i = since; i < _made.Count; i++)
        {
            if (_made[i].Scope is not null) _made[moved++] = _made[i];
        }

        _made.RemoveRange(moved, _made.Count - moved);
        if (depth > 1) return;
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

    private Shelf<T> ShelfOf<T>()
        where T : unmanaged
        => (Shelf<T>)(_shelves[(int)DTypeExtensions.Of<T>()] ??= new Shelf<T>());

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
