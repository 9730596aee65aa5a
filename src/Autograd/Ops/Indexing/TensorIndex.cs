namespace Autograd;

/// <summary>
/// One index in <c>x[…]</c>: a number, a range, <c>^</c> from the end, <see cref="NewAxis"/>, <see cref="Ellipsis"/>, a slice with a step,
/// a tensor of indices (or an array of them), or a bool mask.
/// </summary>
public readonly struct TensorIndex
{
    private TensorIndex(Tensor indices)
    {
        What = Kind.Tensor;
        Tensor = indices;
    }

    private TensorIndex(Kind what, Index start = default, Index stop = default, int step = 1)
    {
        What = what;
        Start = start;
        Stop = stop;
        Step = step;
    }

    internal enum Kind
    {
        Number,
        Slice,
        NewAxis,
        Ellipsis,
        Tensor,
    }

    /// <summary>A new dimension of size 1 (<c>None</c> in Python).</summary>
    public static TensorIndex NewAxis { get; } = new(Kind.NewAxis);

    /// <summary>All the dimensions that no other index addresses (<c>...</c> in Python).</summary>
    public static TensorIndex Ellipsis { get; } = new(Kind.Ellipsis);

    internal Kind What { get; }

    internal Index Start { get; }

    internal Index Stop { get; }

    internal int Step { get; }

    /// <summary>The index tensor or the mask, or null.</summary>
    internal Tensor? Tensor { get; }

    /// <summary>Every step-th element of a range: <c>Slice(.., 2)</c> is <c>::2</c> in Python.</summary>
    /// <param name="range">The range.</param>
    /// <param name="step">The step, at least 1.</param>
    /// <returns>The index.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is below 1.</exception>
    public static TensorIndex Slice(Range range, int step) =>
        step >= 1
            ? new(Kind.Slice, range.Start, range.End, step)
            : throw new ArgumentOutOfRangeException(
                nameof(step), $"a slice's step must be at least 1, not {step}; Flip reverses a dimension");

    /// <summary>
    /// Python's <c>start:stop:step</c>: negative numbers count from the end, null stands for an end, and what lies outside the dimension is
    /// left out. <c>x[TensorIndex.Slice(-2, null)]</c> is <c>x[-2:]</c>, which with constants is <c>x[^2..]</c>.
    /// </summary>
    /// <param name="start">The first index; null for the beginning.</param>
    /// <param name="stop">The index after the last; null for the end.</param>
    /// <param name="step">The step, at least 1.</param>
    /// <returns>The index.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is below 1.</exception>
    public static TensorIndex Slice(int? start, int? stop, int step = 1) =>
        Slice(Place(start ?? 0)..(stop is { } end ? Place(end) : Index.End), step);

    /// <summary>One element; a negative index counts from the end.</summary>
    /// <param name="index">The index.</param>
    public static implicit operator TensorIndex(int index) => new(Kind.Number, Place(index));

    /// <summary>One element, <c>^1</c> being the last.</summary>
    /// <param name="index">The index.</param>
    public static implicit operator TensorIndex(Index index) => new(Kind.Number, index);

    /// <summary>The elements of a range, clipped to the dimension, as in Python.</summary>
    /// <param name="range">The range.</param>
    public static implicit operator TensorIndex(Range range) => new(Kind.Slice, range.Start, range.End);

    /// <summary>
    /// The elements at the indices in an int64 (or int32) tensor, negative ones counting from the end; or, for a bool tensor, those where
    /// it is true: a mask addresses as many dimensions as it has. A scalar integer tensor is the same as a number.
    /// </summary>
    /// <param name="indices">The indices or the mask.</param>
    /// <exception cref="TensorIndexException">The tensor is of another dtype.</exception>
    public static implicit operator TensorIndex(Tensor indices)
    {
        indices.NotNull(method: "Index");
        if (indices.DType is not (DType.Int64 or DType.Int32 or DType.Bool))
        {
            string hint = indices.DType == DType.UInt8
                ? "To(DType.Bool) makes it a mask, To(DType.Int64) indices"
                : "To(DType.Int64) converts it";
            throw new TensorIndexException(
                $"index: a tensor of indices must be int64 or int32, and a mask bool, not {indices.DType.Text()}; {hint}");
        }

        bool number = indices.Rank == 0 && indices.DType != DType.Bool;
        return number ? (int)Math.Clamp(indices.Item<long>(), -int.MaxValue, int.MaxValue) : new TensorIndex(indices);
    }

    /// <summary>The elements at several indices, as with a tensor of them.</summary>
    /// <param name="indices">The indices.</param>
    public static implicit operator TensorIndex(int[] indices) => new(Tensor.Create(indices.NotNull(method: "Index")));

    private static Index Place(int index) => index < 0 ? new Index(-Math.Max(index, -int.MaxValue), fromEnd: true) : index;
}
