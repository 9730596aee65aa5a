using Autograd.Memory;

namespace Autograd;

/// <summary>
/// What the numbers, ranges and new axes of <c>x[…]</c> select: for each input dimension a start, a count and a step. An index tensor takes
/// the dimensions it addresses whole, and <see cref="AdvancedIndex"/> selects from them.
/// </summary>
internal sealed class BasicIndex
{
    private readonly int[] _starts, _steps;
    private readonly int[] _source; // for each output dimension its input dimension, or -1 for a new one

    private BasicIndex(int[] starts, int[] steps, int[] source, Shape output)
    {
        (_starts, _steps, _source) = (starts, steps, source);
        Output = output;
    }

    /// <summary>The shape of the selection.</summary>
    public Shape Output { get; }

    /// <summary>Resolves indices against a shape.</summary>
    /// <param name="shape">The shape of the indexed tensor.</param>
    /// <param name="items">The indices.</param>
    /// <exception cref="TensorIndexException">There are too many indices, or one is out of range.</exception>
    public static BasicIndex Resolve(Shape shape, ReadOnlySpan<TensorIndex> items)
    {
        int named = 0;
        foreach (TensorIndex item in items)
        {
            named += Taken(item);
        }

        if (named > shape.Rank) throw new TensorIndexException($"index: {named} indices for the {shape.Rank} dimensions of shape {shape}");

        int[] starts = new int[shape.Rank], steps = new int[shape.Rank];
        List<int> source = [], sizes = [];
        int dim = 0, hidden = shape.Rank - named; // the dimensions that the first ellipsis stands for; any other stands for none
        foreach (TensorIndex item in items)
        {
            switch (item.What)
            {
                case TensorIndex.Kind.NewAxis:
                    source.Add(-1);
                    sizes.Add(1);
                    break;
                case TensorIndex.Kind.Ellipsis:
                    for (; hidden > 0; hidden--) Whole(dim++);
                    break;
                case TensorIndex.Kind.Number:
                    int size = shape[dim], at = item.Start.GetOffset(size);
                    if ((uint)at >= (uint)size)
                        throw new TensorIndexException(
                            $"index: index {Text(item.Start)} is out of range for dimension {dim} with size {size}, shape {shape}");
                    starts[dim] = at;
                    steps[dim++] = 0;
                    break;
                case TensorIndex.Kind.Tensor when item.Tensor!.Rank == 0: // a single bool: a new dimension of size 0 or 1
                    source.Add(-1);
                    sizes.Add(1);
                    break;
                case TensorIndex.Kind.Tensor:
                    for (int i = Taken(item); i > 0; i--) Whole(dim++);
                    break;
                default:
                    int length = shape[dim];
                    int start = Math.Clamp(item.Start.GetOffset(length), 0, length);
                    int stop = Math.Clamp(item.Stop.GetOffset(length), start, length);
                    Take(dim++, start, start == stop ? 0 : (stop - start - 1) / item.Step + 1, item.Step);
                    break;
            }
        }

        while (dim < shape.Rank) Whole(dim++);
        return new BasicIndex(starts, steps, source.ToArray(), Shape.Adopt(sizes.ToArray()));

        void Whole(int d) => Take(d, 0, shape[d], 1);

        void Take(int d, int start, int count, int step)
        {
            (starts[d], steps[d]) = (start, step);
            source.Add(d);
            sizes.Add(count);
        }
    }

    /// <summary>The number of dimensions that an index addresses.</summary>
    /// <param name="item">The index.</param>
    public static int Taken(TensorIndex item) => item.What switch
    {
        TensorIndex.Kind.NewAxis or TensorIndex.Kind.Ellipsis => 0,
        TensorIndex.Kind.Tensor when item.Tensor!.DType == DType.Bool => item.Tensor.Rank,
        _ => 1,
    };

    /// <summary>A range along one dimension.</summary>
    /// <param name="shape">The shape of the tensor.</param>
    /// <param name="dim">The dimension.</param>
    /// <param name="start">The first index.</param>
    /// <param name="length">The number of indices.</param>
    public static BasicIndex Narrow(Shape shape, int dim, int start, int length)
    {
        int[] starts = new int[shape.Rank], steps = new int[shape.Rank], source = new int[shape.Rank], sizes = shape.ToArray();
        for (int i = 0; i < source.Length; i++) (source[i], steps[i]) = (i, 1);
        starts[dim] = start;
        sizes[dim] = length;
        return new BasicIndex(starts, steps, source, Shape.Adopt(sizes));
    }

    private static string Text(Index index) => index switch
    {
        { IsFromEnd: true, Value: 0 } => "^0", // −0 would be the first
        { IsFromEnd: true } => $"-{index.Value}",
        _ => $"{index.Value}",
    };

    /// <summary>The layout of the selection.</summary>
    /// <param name="input">The layout of the indexed tensor.</param>
    public Layout Move(Layout input)
    {
        int offset = input.Offset;
        // An empty selection may start one past the end: it must not point outside the storage.
        for (int i = 0; i < _starts.Length && Output.Numel > 0; i++) offset += _starts[i] * input.Strides[i];
        int[] strides = new int[_source.Length];
        for (int i = 0; i < strides.Length; i++) strides[i] = _source[i] < 0 ? 0 : input.Strides[_source[i]] * _steps[_source[i]];
        return new Layout(Output, strides, offset);
    }
}
