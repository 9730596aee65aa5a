namespace Autograd;

/// <summary>Shapes from tuples and arrays, and their deconstruction: <c>var (batch, channels) = x.Shape</c>.</summary>
public readonly partial struct Shape
{
    /// <summary>An array of sizes as a shape.</summary>
    /// <param name="dims">The sizes, which are copied.</param>
    /// <exception cref="ShapeException">A size is negative, or the product is over <see cref="Array.MaxLength"/>.</exception>
    public static implicit operator Shape(int[] dims)
    {
        ArgumentNullException.ThrowIfNull(dims);
        return Create(dims);
    }

    /// <summary>Two sizes, written as a tuple: <c>Tensor.Full((2, 3), 7)</c>.</summary>
    /// <param name="dims">The sizes.</param>
    /// <exception cref="ShapeException">A size is negative, or the product is over <see cref="Array.MaxLength"/>.</exception>
    public static implicit operator Shape((int, int) dims) => Create([dims.Item1, dims.Item2]);

    /// <summary>Three sizes, written as a tuple: <c>Tensor.Full((2, 3, 4), 7)</c>.</summary>
    /// <param name="dims">The sizes.</param>
    /// <exception cref="ShapeException">A size is negative, or the product is over <see cref="Array.MaxLength"/>.</exception>
    public static implicit operator Shape((int, int, int) dims) => Create([dims.Item1, dims.Item2, dims.Item3]);

    /// <summary>Four sizes, written as a tuple: <c>Tensor.Full((2, 3, 4, 5), 7)</c>.</summary>
    /// <param name="dims">The sizes.</param>
    /// <exception cref="ShapeException">A size is negative, or the product is over <see cref="Array.MaxLength"/>.</exception>
    public static implicit operator Shape((int, int, int, int) dims) => Create([dims.Item1, dims.Item2, dims.Item3, dims.Item4]);

    /// <summary>Five sizes, written as a tuple: <c>Tensor.Full((2, 3, 4, 5, 6), 7)</c>.</summary>
    /// <param name="dims">The sizes.</param>
    /// <exception cref="ShapeException">A size is negative, or the product is over <see cref="Array.MaxLength"/>.</exception>
    public static implicit operator Shape((int, int, int, int, int) dims) =>
        Create([dims.Item1, dims.Item2, dims.Item3, dims.Item4, dims.Item5]);

    /// <summary>Six sizes, written as a tuple: <c>Tensor.Full((2, 3, 4, 5, 6, 7), 7)</c>.</summary>
    /// <param name="dims">The sizes.</param>
    /// <exception cref="ShapeException">A size is negative, or the product is over <see cref="Array.MaxLength"/>.</exception>
    public static implicit operator Shape((int, int, int, int, int, int) dims) =>
        Create([dims.Item1, dims.Item2, dims.Item3, dims.Item4, dims.Item5, dims.Item6]);

    /// <summary>The sizes of a shape of two dimensions: <c>var (a, b) = x.Shape</c>.</summary>
    /// <param name="first">The size of the first dimension.</param>
    /// <param name="second">The size of the second dimension.</param>
    /// <exception cref="ShapeException">The shape has a different number of dimensions.</exception>
    public void Deconstruct(out int first, out int second)
    {
        RequireRank(2);
        first = _dims![0];
        second = _dims![1];
    }

    /// <summary>The sizes of a shape of three dimensions: <c>var (a, b, c) = x.Shape</c>.</summary>
    /// <param name="first">The size of the first dimension.</param>
    /// <param name="second">The size of the second dimension.</param>
    /// <param name="third">The size of the third dimension.</param>
    /// <exception cref="ShapeException">The shape has a different number of dimensions.</exception>
    public void Deconstruct(out int first, out int second, out int third)
    {
        RequireRank(3);
        first = _dims![0];
        second = _dims![1];
        third = _dims![2];
    }

    /// <summary>The sizes of a shape of four dimensions: <c>var (a, b, c, d) = x.Shape</c>.</summary>
    /// <param name="first">The size of the first dimension.</param>
    /// <param name="second">The size of the second dimension.</param>
    /// <param name="third">The size of the third dimension.</param>
    /// <param name="fourth">The size of the fourth dimension.</param>
    /// <exception cref="ShapeException">The shape has a different number of dimensions.</exception>
    public void Deconstruct(out int first, out int second, out int third, out int fourth)
    {
        RequireRank(4);
        first = _dims![0];
        second = _dims![1];
        third = _dims![2];
        fourth = _dims![3];
    }

    /// <summary>The sizes of a shape of five dimensions: <c>var (a, b, c, d, e) = x.Shape</c>.</summary>
    /// <param name="first">The size of the first dimension.</param>
    /// <param name="second">The size of the second dimension.</param>
    /// <param name="third">The size of the third dimension.</param>
    /// <param name="fourth">The size of the fourth dimension.</param>
    /// <param name="fifth">The size of the fifth dimension.</param>
    /// <exception cref="ShapeException">The shape has a different number of dimensions.</exception>
    public void Deconstruct(out int first, out int second, out int third, out int fourth, out int fifth)
    {
        RequireRank(5);
        first = _dims![0];
        second = _dims![1];
        third = _dims![2];
        fourth = _dims![3];
        fifth = _dims![4];
    }

    /// <summary>The sizes of a shape of six dimensions: <c>var (a, b, c, d, e, f) = x.Shape</c>.</summary>
    /// <param name="first">The size of the first dimension.</param>
    /// <param name="second">The size of the second dimension.</param>
    /// <param name="third">The size of the third dimension.</param>
    /// <param name="fourth">The size of the fourth dimension.</param>
    /// <param name="fifth">The size of the fifth dimension.</param>
    /// <param name="sixth">The size of the sixth dimension.</param>
    /// <exception cref="ShapeException">The shape has a different number of dimensions.</exception>
    public void Deconstruct(out int first, out int second, out int third, out int fourth, out int fifth, out int sixth)
    {
        RequireRank(6);
        first = _dims![0];
        second = _dims![1];
        third = _dims![2];
        fourth = _dims![3];
        fifth = _dims![4];
        sixth = _dims![5];
    }

    private void RequireRank(int count)
    {
        if (Rank == count) return;
        string own = Rank == 1 ? "1 dimension" : $"{Rank} dimensions";
        throw new ShapeException($"shape: {this} has {own}, and {count} sizes are taken from it");
    }
}
