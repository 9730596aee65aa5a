using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// The sizes of a tensor's dimensions, written as a collection expression: <c>Tensor.Zeros([64, 1000])</c>; <c>[]</c> is a single number.
/// </summary>
/// <remarks>
/// Immutable. Sizes may be 0; a negative size, or more than <see cref="Array.MaxLength"/> elements in all, throws
/// <see cref="ShapeException"/>.
/// </remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly partial struct Shape : IEquatable<Shape>
{
    private readonly int[]? _dims;
    private readonly int _numelMinusOne; // so that default(Shape), which is [], has one element

    private Shape(int[] dims)
    {
        _dims = dims;
        _numelMinusOne = Count(dims) - 1;
    }

    /// <summary>Makes a shape of the given sizes.</summary>
    /// <param name="dims">The sizes, first dimension first; copied. Without any, the shape of a single number.</param>
    /// <exception cref="ShapeException">A size is negative, or the product is over <see cref="Array.MaxLength"/>.</exception>
    public static Shape Create(ReadOnlySpan<int> dims) => dims.Length == 0 ? default : new Shape(dims.ToArray());

    /// <summary>Takes ownership of an array, which the caller must not change afterwards.</summary>
    internal static Shape Adopt(int[] dims) => new(dims);

    /// <summary>The number of dimensions.</summary>
    public int Rank => _dims?.Length ?? 0;

    /// <summary>The number of elements: the product of the sizes, 1 for <c>[]</c>.</summary>
    public int Numel => _numelMinusOne + 1;

    /// <summary>The size of a dimension; negative counts from the last.</summary>
    /// <param name="dim">From −<see cref="Rank"/> to <see cref="Rank"/> − 1.</param>
    /// <exception cref="ShapeException">There is no such dimension.</exception>
    public int this[int dim] => _dims is null ? throw NoSuchDim("shape", dim) : _dims[NormalizeDim("shape", dim)];

    /// <summary>The size of a dimension, by an index from either end: <c>shape[^1]</c> is the last.</summary>
    /// <param name="dim">The index of the dimension.</param>
    public int this[Index dim] => this[dim.IsFromEnd ? -dim.Value : dim.Value];

    /// <summary>The sizes.</summary>
    public ReadOnlySpan<int> AsSpan() => _dims;

    /// <summary>The sizes as a new array.</summary>
    public int[] ToArray() => AsSpan().ToArray();

    /// <summary>Enumerates the sizes, first dimension first.</summary>
    public ReadOnlySpan<int>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    /// <summary>A shape can be passed wherever sizes are expected.</summary>
    /// <param name="shape">The shape, whose sizes are not copied.</param>
    public static implicit operator ReadOnlySpan<int>(Shape shape) => shape.AsSpan();

    /// <inheritdoc/>
    public bool Equals(Shape other) => ReferenceEquals(_dims, other._dims) || AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (int dim in this) hash.Add(dim);
        return hash.ToHashCode();
    }

    /// <summary>Whether two shapes have the same sizes.</summary>
    /// <param name="left">The first shape.</param>
    /// <param name="right">The second shape.</param>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes have different sizes.</summary>
    /// <param name="left">The first shape.</param>
    /// <param name="right">The second shape.</param>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary><c>[2, 3]</c>.</summary>
    public override string ToString() => Text(this);

    /// <summary>
    /// Maps a dimension, counted from the end when negative, to 0 … rank − 1; an error names <paramref name="op"/> as the operation.
    /// </summary>
    internal int NormalizeDim(string op, int dim)
    {
        int rank = Rank;
        return dim >= -rank && dim < rank ? (dim < 0 ? dim + rank : dim) : throw NoSuchDim(op, dim);
    }

    /// <summary>The coordinates of an element, given its index in row-major order, as text: <c>[1, 0]</c>.</summary>
    internal string Place(int index)
    {
        int[] place = new int[Rank];
        for (int d = Rank - 1; d >= 0; d--) (index, place[d]) = Math.DivRem(index, this[d]);
        return Text(place);
    }

    internal static string Text(ReadOnlySpan<int> dims) => $"[{string.Join(", ", dims.ToArray())}]";

    private ShapeException NoSuchDim(string op, int dim) => new(
        Rank == 0
            ? $"{op}: dimension {dim} does not exist: the shape [] has none"
            : $"{op}: dimension {dim} does not exist: the shape {this} has dimensions {-Rank} to {Rank - 1}");

    internal static int Count(ReadOnlySpan<int> dims)
    {
        long count = 1;
        bool empty = false;
        foreach (int dim in dims)
        {
            if (dim < 0) throw new ShapeException($"a size cannot be negative: {Text(dims)}");
            empty |= dim == 0;
        }

        if (empty) return 0;
        foreach (int dim in dims)
        {
            count *= dim;
            if (count > Array.MaxLength)
                throw new ShapeException($"the shape {Text(dims)} has more than {Array.MaxLength} elements, the most a tensor can hold");
        }

        return (int)count;
    }
}
