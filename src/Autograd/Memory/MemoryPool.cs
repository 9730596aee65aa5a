using System.Runtime.InteropServices;

namespace Autograd.Memory;

/// <summary>A thread's arrays that scopes have given back, for the next results of the same type and length.</summary>
/// <remarks>
/// What was written a moment ago is in the cache; a fresh array is not, and the collector walks through far more memory than a cache
/// holds before it begins anew. Lengths must match exactly, as they do from one training step to the next. Between scopes the arrays
/// are held weakly: a full collection then, when training is over say, frees them.
/// </remarks>
internal sealed class MemoryPool
{
    private const int ScopesBetweenTrims = 64;
    private const int ShortestKept = 256; // what is shorter is made anew in less time than it is looked for

    [ThreadStatic]
    private static MemoryPool? t_current;

    private readonly List<Storage> _made = []; // in the scopes that are open, in order
    private readonly WeakReference<Shelf?[]> _idle = new([]);
    private Shelf?[] _shelves = []; // by dtype, while a scope is open
    private int _ended;

    /// <summary>This thread's.</summary>
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

    /// <summary>Ends the storages made since a scope began, but for those that were moved out of it: they stay for the next outer scope to end, or are gone from here.</summary>
    public void End(int since, int depth)
    {
        // The last one first, so that the first of the next step finds its own array on top of the pile.
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

    /// <summary>Overwrites what waits here with NaN, so that a test sees who reads memory before writing it.</summary>
    internal void Spoil()
    {
        if (!_idle.TryGetTarget(out Shelf?[]? shelves)) return;
        foreach (Shelf? shelf in shelves) shelf?.Spoil();
    }

    private Shelf<T> ShelfOf<T>()
        where T : unmanaged
        => (Shelf<T>)(_shelves[(int)DTypeExtensions.Of<T>()] ??= new Shelf<T>());

    private abstract class Shelf
    {
        /// <summary>Leaves to the collector what was not needed since the last time.</summary>
        public abstract void Trim();

        public abstract void Spoil();
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

        public override void Spoil()
        {
            foreach (Pile pile in _piles.Values) pile.Spoil();
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

            /// <summary>As many arrays as always lay here were never needed.</summary>
            public int Trim()
            {
                for (; _fewest > 0; _fewest--) _arrays.Pop();
                return _fewest = _arrays.Count;
            }

            public void Spoil()
            {
                foreach (T[] array in _arrays) MemoryMarshal.AsBytes(array.AsSpan()).Fill(byte.MaxValue);
            }
        }
    }
}
