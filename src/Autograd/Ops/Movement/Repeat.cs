namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// A copy repeated along each dimension; extra numbers add leading dimensions. Gradient: summed over the repeats.
    /// </summary>
    /// <param name="times">The number of repeats along each dimension.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ShapeException">A number is negative, or there are fewer numbers than dimensions (<see
    /// cref="Tile(ReadOnlySpan{int})"/> takes fewer).</exception>
    public Tensor Repeat(params ReadOnlySpan<int> times)
    {
        int added = times.Length - Rank;
        if (added < 0)
            throw new ShapeException(
                $"repeat: {times.Length} numbers for the {Rank} dimensions of shape {Shape}; Tile repeats the last ones");
        // Each dimension becomes two, [times, size], of which the first is expanded.
        int[] apart = new int[2 * times.Length], repeated = new int[2 * times.Length], joined = new int[times.Length];
        for (int i = 0; i < times.Length; i++)
        {
            if (times[i] < 0)
                throw new ShapeException($"repeat: the number of repeats cannot be negative, as {times[i]} is: {Shape.Text(times)}");
            int size = i < added ? 1 : Shape[i - added];
            (apart[2 * i], apart[(2 * i) + 1]) = (1, size);
            (repeated[2 * i], repeated[(2 * i) + 1]) = (times[i], size);
            joined[i] = Repeated("repeat", size, times[i]);
        }

        return Reshape(apart).BroadcastTo(Shape.Adopt(repeated)).Clone().View(joined).AsResult();
    }

    /// <summary>Like <see cref="Repeat(ReadOnlySpan{int})"/>, but fewer numbers than dimensions apply to the last ones.</summary>
    /// <param name="times">The number of repeats along each dimension.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ShapeException">A number is negative.</exception>
    public Tensor Tile(params ReadOnlySpan<int> times)
    {
        int[] all = new int[Math.Max(Rank, times.Length)];
        Array.Fill(all, 1);
        times.CopyTo(all.AsSpan(all.Length - times.Length));
        return Repeat(all);
    }

    /// <summary>Each element (or slice along a dimension) repeated next to itself. Gradient: summed over the repeats.</summary>
    /// <param name="repeats">The number of repeats of each.</param>
    /// <param name="dim">The dimension; if not given, the elements in row-major order, as one dimension.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ShapeException">The number is negative, or the dimension does not exist.</exception>
    public Tensor RepeatInterleave(int repeats, int? dim = null)
    {
        if (dim is not { } given) return Flatten().RepeatInterleave(repeats, 0);
        if (repeats < 0) throw new ShapeException($"repeat_interleave: the number of repeats cannot be negative, as {repeats} is");
        int at = Shape.NormalizeDim("repeat_interleave", given);
        int[] repeated = [.. Shape.AsSpan()[..(at + 1)], repeats, .. Shape.AsSpan()[(at + 1)..]];
        int[] joined = Shape.ToArray();
        joined[at] = Repeated("repeat_interleave", joined[at], repeats);
        return Unsqueeze(at + 1).BroadcastTo(Shape.Adopt(repeated)).Clone().View(joined).AsResult();
    }

    /// <summary>
    /// Each element (or slice along a dimension) repeated next to itself, each the number of times that a tensor gives. Gradient: summed
    /// over the repeats.
    /// </summary>
    /// <param name="repeats">An int64 (or int32) tensor: one number, or one for each element or slice.</param>
    /// <param name="dim">The dimension; if not given, the elements in row-major order, as one dimension.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ShapeException">There are more or fewer numbers than slices, or one is negative.</exception>
    public Tensor RepeatInterleave(Tensor repeats, int? dim = null)
    {
        repeats.NotNull();
        if (dim is not { } given) return Flatten().RepeatInterleave(repeats, 0);
        IndexPositions.RequireInteger("repeat_interleave", repeats);
        int at = Shape.NormalizeDim("repeat_interleave", given), size = Shape[at];
        long[] counts = repeats.ToArray<long>();
        if (repeats.Rank > 1 || (counts.Length != 1 && counts.Length != size))
            throw new ShapeException(
                $"repeat_interleave: repeats of shape {repeats.Shape} for the {size} slices of dimension {at}, shape {Shape}");
        var order = new List<long>();
        for (int i = 0; i < size; i++)
        {
            long count = counts[counts.Length == 1 ? 0 : i];
            if (count < 0) throw new ShapeException($"repeat_interleave: the number of repeats cannot be negative, as {count} is");
            if (count > Array.MaxLength - order.Count)
                throw new ShapeException($"repeat_interleave: {order.Count} slices and {count} more are too many for a tensor");
            for (long k = 0; k < count; k++) order.Add(i);
        }

        return IndexSelect(at, FromArray(order.ToArray(), device: Device));
    }

    /// <inheritdoc cref="Tile(ReadOnlySpan{int})"/>
    /// <param name="input">The tensor.</param>
    /// <param name="times">The number of repeats along each dimension.</param>
    public static Tensor Tile(Tensor input, params ReadOnlySpan<int> times) => input.NotNull().Tile(times);

    /// <inheritdoc cref="RepeatInterleave(int, int?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="repeats">The number of repeats of each.</param>
    /// <param name="dim">The dimension; if not given, the elements in row-major order, as one dimension.</param>
    public static Tensor RepeatInterleave(Tensor input, int repeats, int? dim = null) => input.NotNull().RepeatInterleave(repeats, dim);

    /// <inheritdoc cref="RepeatInterleave(Tensor, int?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="repeats">An int64 (or int32) tensor: one number, or one for each element or slice.</param>
    /// <param name="dim">The dimension; if not given, the elements in row-major order, as one dimension.</param>
    public static Tensor RepeatInterleave(Tensor input, Tensor repeats, int? dim = null) => input.NotNull().RepeatInterleave(repeats, dim);

    private static int Repeated(string op, int size, int times)
    {
        long repeated = (long)size * times;
        return repeated <= Array.MaxLength ? (int)repeated : throw new ShapeException(
            $"{op}: {times} times a dimension of size {size} is {repeated}, more than a tensor can hold");
    }
}
