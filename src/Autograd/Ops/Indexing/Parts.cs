namespace Autograd;

/// <summary>Parts of a tensor that a list of places addresses in some of its dimensions.</summary>
internal sealed class Parts
{
    /// <summary>Describes the parts.</summary>
    /// <param name="from">The shape of the tensor.</param>
    /// <param name="indexed">The dimensions that a place addresses, all together.</param>
    /// <param name="place">How many of the other dimensions come before those of the list in the output.</param>
    /// <param name="list">The shape of the list of places.</param>
    public Parts(Shape from, bool[] indexed, int place, Shape list)
    {
        (From, Indexed, Place) = (from, indexed, place);
        int[] rest = [.. from.ToArray().Where((_, dim) => !indexed[dim])];
        Output = [.. rest[..place], .. list, .. rest[place..]];
    }

    public Shape From { get; }

    public bool[] Indexed { get; }

    public int Place { get; }

    /// <summary>The shape of the parts together.</summary>
    public Shape Output { get; }

    /// <summary>Single elements, addressed by their row-major position.</summary>
    public static Parts All(Shape from, Shape list)
    {
        bool[] indexed = new bool[from.Rank];
        Array.Fill(indexed, true);
        return new Parts(from, indexed, 0, list);
    }

    /// <summary>Whole slices along one dimension.</summary>
    public static Parts Slices(Shape from, int dim, int count)
    {
        bool[] indexed = new bool[from.Rank];
        indexed[dim] = true;
        return new Parts(from, indexed, dim, [count]);
    }
}
