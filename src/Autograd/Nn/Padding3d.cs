namespace Autograd.Nn;

/// <summary>
/// How far a three-dimensional convolution's input is extended on each side: a number, a (depth, height, width) triple, <see cref="Same"/>
/// or <see cref="Valid"/>.
/// </summary>
public readonly record struct Padding3d
{
    private readonly bool _same;
    private readonly Size3 _size;

    private Padding3d(Size3 size, bool same = false)
    {
        _size = size;
        _same = same;
    }

    /// <summary>
    /// The padding that keeps the input's size; an odd cell goes to the back, the bottom and the right. For stride 1.
    /// </summary>
    public static Padding3d Same { get; } = new(0, same: true);

    /// <summary>No padding.</summary>
    public static Padding3d Valid { get; } = new(0);

    /// <summary>The same padding on all sides.</summary>
    /// <param name="all">The number of elements.</param>
    public static implicit operator Padding3d(int all) => new(all);

    /// <summary>Before and behind, above and below, left and right.</summary>
    /// <param name="triple">The padding of each dimension.</param>
    public static implicit operator Padding3d((int Depth, int Height, int Width) triple) => new(triple);

    /// <summary>Before and behind, above and below, left and right.</summary>
    /// <param name="size">The padding of each dimension.</param>
    public static implicit operator Padding3d(Size3 size) => new(size);

    /// <summary><c>(1, 1, 1)</c> or <c>same</c>.</summary>
    public override string ToString() => _same ? "same" : _size.ToString();

    /// <summary>Before and after each dimension, depth first.</summary>
    internal (int[] Before, int[] After) Sides(Size3 kernel, Size3 stride, Size3 dilation)
    {
        if (!_same) return (_size.Sizes, _size.Sizes);
        if (stride != 1)
            throw new ArgumentOutOfRangeException(
                nameof(stride), $"conv3d: padding 'same' is for stride 1, not {stride}; give the padding in numbers");
        int[] before = new int[3], after = new int[3];
        for (int i = 0; i < 3; i++)
        {
            int room = Padding1d.Reach("conv3d", kernel.Sizes[i], dilation.Sizes[i]);
            (before[i], after[i]) = (room / 2, room - room / 2);
        }

        return (before, after);
    }
}
