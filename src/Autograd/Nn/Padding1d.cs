namespace Autograd.Nn;

/// <summary>
/// How far a one-dimensional convolution's input is extended on each side: a number, <see cref="Same"/> or <see cref="Valid"/>.
/// </summary>
public readonly record struct Padding1d
{
    private readonly bool _same;
    private readonly int _size;

    private Padding1d(int size, bool same = false)
    {
        _size = size;
        _same = same;
    }

    /// <summary>The padding that keeps the input's length; an odd cell goes to the end. For stride 1.</summary>
    public static Padding1d Same { get; } = new(0, same: true);

    /// <summary>No padding.</summary>
    public static Padding1d Valid { get; } = new(0);

    /// <summary>The same padding at both ends.</summary>
    /// <param name="both">The number of elements.</param>
    public static implicit operator Padding1d(int both) => new(both);

    /// <summary><c>(1,)</c> or <c>same</c>.</summary>
    public override string ToString() => _same ? "same" : $"({_size},)";

    internal (int Left, int Right) Sides(int kernel, int stride, int dilation)
    {
        if (!_same) return (_size, _size);
        if (stride != 1)
            throw new ArgumentOutOfRangeException(
                nameof(stride), $"conv1d: padding 'same' is for stride 1, not {stride}; give the padding in numbers");
        int room = Reach("conv1d", kernel, dilation);
        return (room / 2, room - room / 2);
    }

    /// <summary>How far a kernel reaches beyond its first cell: the padding that keeps the size.</summary>
    /// <exception cref="ShapeException">It is more than a tensor can hold.</exception>
    internal static int Reach(string op, int kernel, int dilation)
    {
        long reach = Math.Max((long)dilation * (kernel - 1), 0);
        return reach <= Array.MaxLength ? (int)reach : throw new ShapeException(
            $"{op}: padding 'same' would be {reach}, more than a tensor can hold (kernel {kernel}, dilation {dilation})");
    }
}
