namespace Autograd.Nn;

/// <summary>
/// How far a convolution's input is extended by zeros on each side: a number, a (height, width) pair, <see cref="Same"/> or
/// <see cref="Valid"/>.
/// </summary>
public readonly record struct Padding2d
{
    private readonly bool _same;
    private readonly Size2 _size;

    private Padding2d(Size2 size, bool same = false)
    {
        _size = size;
        _same = same;
    }

    /// <summary>The padding that keeps the input's size; an odd cell goes to the bottom and the right. For stride 1.</summary>
    public static Padding2d Same { get; } = new(0, same: true);

    /// <summary>No padding.</summary>
    public static Padding2d Valid { get; } = new(0);

    /// <summary>The same padding on all four sides.</summary>
    /// <param name="all">The number of elements.</param>
    public static implicit operator Padding2d(int all) => new(all);

    /// <summary>Above and below, and left and right.</summary>
    /// <param name="pair">The padding of each dimension.</param>
    public static implicit operator Padding2d((int Height, int Width) pair) => new(pair);

    /// <summary>Above and below, and left and right.</summary>
    /// <param name="size">The padding of each dimension.</param>
    public static implicit operator Padding2d(Size2 size) => new(size);

    /// <summary><c>(1, 1)</c> or <c>same</c>.</summary>
    public override string ToString() => _same ? "same" : _size.ToString();

    internal (int Top, int Bottom, int Left, int Right) Sides(Size2 kernel, Size2 stride, Size2 dilation)
    {
        if (!_same) return (_size.Height, _size.Height, _size.Width, _size.Width);
        if (stride != 1)
            throw new ArgumentOutOfRangeException(
                nameof(stride), $"conv2d: padding 'same' is for stride 1, not {stride}; give the padding in numbers");
        int height = Padding1d.Reach("conv2d", kernel.Height, dilation.Height);
        int width = Padding1d.Reach("conv2d", kernel.Width, dilation.Width);
        return (height / 2, height - height / 2, width / 2, width - width / 2);
    }
}
