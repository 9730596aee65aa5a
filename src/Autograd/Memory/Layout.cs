namespace Autograd.Memory;

/// <summary>How a tensor's elements lie in its storage: shape, strides (in elements) and the place of the first element. Immutable, shared freely.</summary>
internal sealed class Layout
{
    private readonly int[] _strides;

    public Layout(Shape shape, int[] strides, int offset)
    {
        Shape = shape;
        _strides = strides;
        Offset = offset;
        IsContiguous = FollowsRowMajor(shape, strides);
    }

    private Layout(Shape shape, int[] strides)
    {
        Shape = shape;
        _strides = strides;
        IsContiguous = true;
    }

    public Shape Shape { get; }

    public ReadOnlySpan<int> Strides => _strides;

    public int Offset { get; }

    /// <summary>True when the elements lie in row-major order without gaps.</summary>
    public bool IsContiguous { get; }

    /// <summary>The row-major layout that a fresh tensor of this shape has.</summary>
    public static Layout Contiguous(Shape shape) => new(shape, RowMajor(shape));

    /// <summary>Two elements that share one place in memory (an expanded view, say) make writing in place ambiguous.</summary>
    public bool MayOverlap
    {
        get
        {
            if (IsContiguous) return false;
            // Sorted by stride, each dimension must step over everything the smaller ones reach.
            Span<int> order = stackalloc int[Shape.Rank];
            for (int i = 0; i < order.Length; i++) order[i] = i;
            order.Sort((a, b) => _strides[a].CompareTo(_strides[b]));
            long reach = 0;
            foreach (int dim in order)
            {
                if (Shape[dim] <= 1) continue;
                if (_strides[dim] <= reach) return true;
                reach += (long)(Shape[dim] - 1) * _strides[dim];
            }

            return false;
        }
    }

    /// <summary>The dimensions from the longest step to the shortest, if the elements fill their memory without gaps in another order than row-major; else null.</summary>
    public int[]? MemoryOrder()
    {
        if (IsContiguous) return null;
        int[] order = new int[Shape.Rank];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (a, b) => _strides[a] == _strides[b] ? a.CompareTo(b) : _strides[b].CompareTo(_strides[a]));
        int step = 1;
        for (int i = order.Length - 1; i >= 0; i--)
        {
            int size = Shape[order[i]];
            if (size == 1) continue;
            if (_strides[order[i]] != step) return null;
            step *= size;
        }

        return order;
    }

    /// <summary>The layout of a pointwise result: the order in memory stays where there are no gaps, as in PyTorch; else row-major.</summary>
    public Layout ForResult()
    {
        if (MemoryOrder() is null) return IsContiguous && Offset == 0 ? this : Contiguous(Shape);
        return Offset == 0 ? this : new Layout(Shape, _strides, 0);
    }

    /// <summary>The same elements with their dimensions in another order.</summary>
    public Layout Permuted(ReadOnlySpan<int> order)
    {
        int[] dims = new int[order.Length], strides = new int[order.Length];
        for (int i = 0; i < order.Length; i++) (dims[i], strides[i]) = (Shape[order[i]], _strides[order[i]]);
        return new Layout(Shape.Adopt(dims), strides, Offset);
    }

    public bool Matches(Layout other) =>
        ReferenceEquals(this, other) || (Offset == other.Offset && Shape == other.Shape && Strides.SequenceEqual(other.Strides));

    private static int[] RowMajor(Shape shape)
    {
        int rank = shape.Rank;
        if (rank == 0) return [];
        int[] strides = new int[rank];
        ReadOnlySpan<int> dims = shape;
        int stride = 1;
        for (int i = rank - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= Math.Max(dims[i], 1);
        }

        return strides;
    }

    private static bool FollowsRowMajor(Shape shape, ReadOnlySpan<int> strides)
    {
        if (shape.Numel == 0) return true;
        ReadOnlySpan<int> dims = shape;
        int stride = 1;
        for (int i = dims.Length - 1; i >= 0; i--)
        {
            if (dims[i] == 1) continue;
            if (strides[i] != stride) return false;
            stride *= dims[i];
        }

        return true;
    }
}
