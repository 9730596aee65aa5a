namespace Autograd.Memory;

/// <summary>
/// How a tensor's elements are arranged in its storage: shape, strides (in elements) and the position of the first element. Immutable,
/// shared freely.
/// </summary>
/// <remarks>
/// The element at indices (i, j, …) is at position <see cref="Offset"/> + i · Strides[0] + j · Strides[1] + …. Strides may be 0 (a
/// broadcast dimension repeats its elements) and negative (a flipped one runs backwards).
/// </remarks>
public sealed class Layout
{
    private readonly int[] _strides;

    /// <summary>A layout of any strides.</summary>
    /// <param name="shape">The sizes of the dimensions.</param>
    /// <param name="strides">The step between neighbours along each dimension, in elements; one for each dimension.</param>
    /// <param name="offset">The position of the first element.</param>
    /// <exception cref="ArgumentException">There are more or fewer strides than dimensions.</exception>
    public Layout(Shape shape, ReadOnlySpan<int> strides, int offset)
        : this(shape, OneForEachDimension(shape, strides), offset)
    {
    }

    /// <summary>A layout that takes ownership of the array of strides.</summary>
    internal Layout(Shape shape, int[] strides, int offset)
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

    /// <summary>The sizes of the dimensions.</summary>
    public Shape Shape { get; }

    /// <summary>The step between neighbours along each dimension, in elements.</summary>
    public ReadOnlySpan<int> Strides => _strides;

    /// <summary>The position of the first element.</summary>
    public int Offset { get; }

    /// <summary>True when the elements are stored in row-major order without gaps.</summary>
    public bool IsContiguous { get; }

    /// <summary>The row-major layout that a fresh tensor of this shape has.</summary>
    /// <param name="shape">The sizes of the dimensions.</param>
    public static Layout Contiguous(Shape shape) => new(shape, RowMajor(shape));

    /// <summary>Whether two elements may share memory (in an expanded view, say), which makes writing in place ambiguous.</summary>
    internal bool MayOverlap
    {
        get
        {
            if (IsContiguous) return false;
            // Sorted by stride, each dimension must step over the whole extent of the smaller ones.
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

    /// <summary>
    /// The dimensions from the largest stride to the smallest, if the elements fill their memory without gaps in an order other than
    /// row-major; else null.
    /// </summary>
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

    /// <summary>
    /// The layout of a pointwise result: as in PyTorch, the order in memory is preserved if there are no gaps; else row-major.
    /// </summary>
    internal Layout ForResult()
    {
        if (MemoryOrder() is null) return IsContiguous && Offset == 0 ? this : Contiguous(Shape);
        return Offset == 0 ? this : new Layout(Shape, _strides, 0);
    }

    /// <summary>The same elements with their dimensions in another order.</summary>
    /// <param name="order">For each dimension of the result, the dimension of this layout that it comes from.</param>
    public Layout Permuted(ReadOnlySpan<int> order)
    {
        int[] dims = new int[order.Length], strides = new int[order.Length];
        for (int i = 0; i < order.Length; i++) (dims[i], strides[i]) = (Shape[order[i]], _strides[order[i]]);
        return new Layout(Shape.Adopt(dims), strides, Offset);
    }

    /// <summary>True where both put every element in the same position.</summary>
    internal bool Matches(Layout other) =>
        ReferenceEquals(this, other) || (Offset == other.Offset && Shape == other.Shape && Strides.SequenceEqual(other.Strides));

    private static int[] OneForEachDimension(Shape shape, ReadOnlySpan<int> strides) =>
        strides.Length == shape.Rank
            ? strides.ToArray()
            : throw new ArgumentException($"a layout of shape {shape} needs {shape.Rank} strides, not {strides.Length}", nameof(strides));

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
