using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Memory;

namespace Autograd.Devices.Cpu;

/// <summary>
/// The slices of a strided tensor selected by a list of indices, walked in the order [dimensions before, index, dimensions after]. Elements
/// that are contiguous after the indexed dimensions move as one run.
/// </summary>
internal readonly struct SliceWalk
{
    private readonly int[] _offsets; // of each index, from the start of the tensor
    private readonly (int[] Sizes, int[] Strides) _before, _after; // the last dimension of _after is the run
    private readonly int _start;
    private readonly Layout _layout;
    private readonly int _places; // that an index may name

    public SliceWalk(Layout layout, ReadOnlySpan<bool> indexed, int position, ReadOnlySpan<long> at)
    {
        _layout = layout;
        _places = 1;
        _start = layout.Offset;
        _offsets = Offsets(layout, indexed, at);
        List<int> before = [], after = [];
        for (int i = 0; i < indexed.Length; i++)
        {
            if (indexed[i]) _places *= layout.Shape[i];
            else (before.Count < position ? before : after).Add(i);
        }

        _before = Join(layout, before);
        _after = Join(layout, after);
    }

    public void Read<T>(T[] data, Span<T> into)
    {
        int step = _after.Strides[^1], run = _after.Sizes[^1];
        if (run == 1)
        {
            var before = new Odometer(_before.Sizes, _before.Strides, _start, stackalloc int[_before.Sizes.Length]);
            for (int at = 0; at < into.Length; at += _offsets.Length, before.Next())
            {
                Span<T> row = into.Slice(at, _offsets.Length);
                for (int i = 0; i < row.Length; i++) row[i] = data[before.Offset + _offsets[i]];
            }

            return;
        }

        Walk walk = new(this, stackalloc int[_before.Sizes.Length], stackalloc int[_after.Sizes.Length]);
        do
        {
            if (step == 1) data.AsSpan(walk.Offset, run).CopyTo(into[(walk.Count * run)..]);
            else
            {
                Span<T> row = into.Slice(walk.Count * run, run);
                for (int i = 0, at = walk.Offset; i < row.Length; i++, at += step) row[i] = data[at];
            }
        }
        while (walk.Next());
    }

    public void Write<T>(T[] data, ReadOnlySpan<T> from)
    {
        int step = _after.Strides[^1], run = _after.Sizes[^1];
        if (run == 1)
        {
            var before = new Odometer(_before.Sizes, _before.Strides, _start, stackalloc int[_before.Sizes.Length]);
            for (int at = 0; at < from.Length; at += _offsets.Length, before.Next())
            {
                ReadOnlySpan<T> row = from.Slice(at, _offsets.Length);
                for (int i = 0; i < row.Length; i++) data[before.Offset + _offsets[i]] = row[i];
            }

            return;
        }

        Walk walk = new(this, stackalloc int[_before.Sizes.Length], stackalloc int[_after.Sizes.Length]);
        do
        {
            if (step == 1) from.Slice(walk.Count * run, run).CopyTo(data.AsSpan(walk.Offset));
            else
            {
                ReadOnlySpan<T> row = from.Slice(walk.Count * run, run);
                for (int i = 0, at = walk.Offset; i < row.Length; i++, at += step) data[at] = row[i];
            }
        }
        while (walk.Next());
    }

    public void Add<T>(T[] data, ReadOnlySpan<T> from)
        where T : unmanaged, INumber<T>
    {
        int step = _after.Strides[^1], run = _after.Sizes[^1];
        if (CellSums<T>.Pays(_offsets.Length, _places))
        {
            AddMany(data, from, step, run);
            return;
        }

        if (run == 1)
        {
            var before = new Odometer(_before.Sizes, _before.Strides, _start, stackalloc int[_before.Sizes.Length]);
            for (int at = 0; at < from.Length; at += _offsets.Length, before.Next())
            {
                ReadOnlySpan<T> row = from.Slice(at, _offsets.Length);
                for (int i = 0; i < row.Length; i++) data[before.Offset + _offsets[i]] += row[i];
            }

            return;
        }

        Walk walk = new(this, stackalloc int[_before.Sizes.Length], stackalloc int[_after.Sizes.Length]);
        do
        {
            ReadOnlySpan<T> row = from.Slice(walk.Count * run, run);
            if (step == 1)
            {
                Span<T> into = data.AsSpan(walk.Offset, run);
                TensorPrimitives.Add(into, row, into);
            }
            else
            {
                for (int i = 0, at = walk.Offset; i < row.Length; i++, at += step) data[at] += row[i];
            }
        }
        while (walk.Next());
    }

    private void AddMany<T>(T[] data, ReadOnlySpan<T> from, int step, int run)
        where T : unmanaged, INumber<T>
    {
        var sums = new CellSums<T>(data, _layout, step == 1 ? run : 1);
        Walk walk = new(this, stackalloc int[_before.Sizes.Length], stackalloc int[_after.Sizes.Length]);
        do
        {
            ReadOnlySpan<T> row = from.Slice(walk.Count * run, run);
            if (step == 1 && run > 1) sums.Add(walk.Offset, row);
            else sums.Add(walk.Offset, step, [], 0, row, 1, run);
        }
        while (walk.Next());
        sums.Finish();
    }

    private static int[] Offsets(Layout layout, ReadOnlySpan<bool> indexed, ReadOnlySpan<long> at)
    {
        int[] offsets = new int[at.Length];
        int weight = 1;
        for (int dim = indexed.Length - 1; dim >= 0; dim--)
        {
            if (!indexed[dim]) continue;
            int size = layout.Shape[dim], stride = layout.Strides[dim];
            for (int i = 0; i < offsets.Length; i++) offsets[i] += (int)(at[i] / weight % size) * stride;
            weight *= size;
        }

        return offsets;
    }

    /// <summary>Drops dimensions of size 1 and merges adjacent ones where their strides allow; at least one remains.</summary>
    private static (int[] Sizes, int[] Strides) Join(Layout layout, List<int> dims)
    {
        List<int> sizes = [], strides = [];
        foreach (int dim in dims)
        {
            int size = layout.Shape[dim], stride = layout.Strides[dim];
            if (size == 1) continue;
            if (sizes.Count > 0 && strides[^1] == (long)size * stride)
            {
                sizes[^1] *= size;
                strides[^1] = stride;
            }
            else
            {
                sizes.Add(size);
                strides.Add(stride);
            }
        }

        return sizes.Count == 0 ? ([1], [1]) : (sizes.ToArray(), strides.ToArray());
    }

    /// <summary>Steps from run to run.</summary>
    private ref struct Walk
    {
        private readonly int[] _offsets;
        private readonly int _befores, _afters;
        private Odometer _before, _after;
        private int _b, _p, _a;

        public Walk(in SliceWalk slices, Span<int> before, Span<int> after)
        {
            _offsets = slices._offsets;
            _before = new Odometer(slices._before.Sizes, slices._before.Strides, slices._start, before);
            _after = new Odometer(slices._after.Sizes.AsSpan()[..^1], slices._after.Strides.AsSpan()[..^1], 0, after);
            _befores = Product(slices._before.Sizes);
            _afters = Product(slices._after.Sizes.AsSpan()[..^1]);
        }

        /// <summary>The number of runs before this one.</summary>
        public int Count { get; private set; }

        /// <summary>The offset at which the run starts.</summary>
        public readonly int Offset => _before.Offset + _offsets[_p] + _after.Offset;

        /// <summary>Goes to the next run; false after the last.</summary>
        public bool Next()
        {
            Count++;
            if (++_a < _afters)
            {
                _after.Next();
                return true;
            }

            _a = 0;
            if (_afters > 1) _after.Next(); // back to the first
            if (++_p < _offsets.Length) return true;
            _p = 0;
            _before.Next();
            return ++_b < _befores;
        }

        private static int Product(ReadOnlySpan<int> sizes)
        {
            int product = 1;
            foreach (int size in sizes) product *= size;
            return product;
        }
    }
}
