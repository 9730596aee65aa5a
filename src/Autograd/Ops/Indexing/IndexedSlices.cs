namespace Autograd;

/// <summary>The slices of a tensor that an index tensor selects along some of its dimensions.</summary>
internal sealed class IndexedSlices
{
    /// <summary>Describes the slices.</summary>
    /// <param name="from">The shape of the tensor.</param>
    /// <param name="indexed">The dimensions that one index addresses together.</param>
    /// <param name="leading">The number of unindexed dimensions that precede the index's dimensions in the output.</param>
    /// <param name="index">The shape of the index tensor.</param>
    public IndexedSlices(Shape from, bool[] indexed, int leading, Shape index)
    {
        (From, Indexed, Leading) = (from, indexed, leading);
        int[] rest = [.. from.ToArray().Where((_, dim) => !indexed[dim])];
        Output = [.. rest[..leading], .. index, .. rest[leading..]];
    }

    public Shape From { get; }

    public bool[] Indexed { get; }

    public int Leading { get; }

    /// <summary>The shape of all the slices together.</summary>
    public Shape Output { get; }

    /// <summary>Single elements, addressed by their row-major position.</summary>
    /// <param name="from">The shape of the tensor.</param>
    /// <param name="index">The shape of the index tensor.</param>
    public static IndexedSlices Elements(Shape from, Shape index)
    {
        bool[] indexed = new bool[from.Rank];
        Array.Fill(indexed, true);
        return new IndexedSlices(from, indexed, 0, index);
    }

    /// <summary>Whole slices along one dimension.</summary>
    /// <param name="from">The shape of the tensor.</param>
    /// <param name="dim">The dimension.</param>
    /// <param name="count">The number of slices.</param>
    public static IndexedSlices Along(Shape from, int dim, int count)
    {
        bool[] indexed = new bool[from.Rank];
        indexed[dim] = true;
        return new IndexedSlices(from, indexed, dim, [count]);
    }
}
