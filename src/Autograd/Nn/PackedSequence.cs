namespace Autograd.Nn;

/// <summary>
/// Sequences of several lengths as one table without padding: the first elements of all, longest sequence first, then the second elements
/// of those that have one, and so on. Recurrent layers take and return it.
/// </summary>
/// <param name="Data">[elements of all sequences, …].</param>
/// <param name="BatchSizes">How many sequences have a first element, a second one, and so on: falling.</param>
/// <param name="SortedIndices">Which sequence of the batch is the longest, the next, and so on; null where they were given in that
/// order.</param>
public sealed record PackedSequence(Tensor Data, IReadOnlyList<int> BatchSizes, IReadOnlyList<int>? SortedIndices = null)
{
    /// <summary>The elements of all sequences, those of one step after those of the step before.</summary>
    public Tensor Data { get; init; } = Data.NotNull(method: nameof(PackedSequence));

    /// <summary>How many sequences have an element at each step.</summary>
    public IReadOnlyList<int> BatchSizes { get; init; } = BatchSizes.NotNull(method: nameof(PackedSequence));

    /// <summary>Where each sequence of the batch is among the sorted ones; null where they were given in that order.</summary>
    public IReadOnlyList<int>? UnsortedIndices
    {
        get
        {
            if (SortedIndices is null) return null;
            int[] inverse = new int[SortedIndices.Count];
            for (int i = 0; i < inverse.Length; i++) inverse[SortedIndices[i]] = i;
            return inverse;
        }
    }

    /// <summary>The lengths of the sequences, in the order of the batch.</summary>
    public int[] Lengths()
    {
        int[] lengths = new int[BatchSizes.Count == 0 ? 0 : BatchSizes[0]];
        for (int i = 0; i < lengths.Length; i++)
        {
            int length = BatchSizes.Count(size => size > i);
            lengths[SortedIndices?[i] ?? i] = length;
        }

        return lengths;
    }

    /// <summary>Refuses parts that do not fit one another: the record can be made by hand.</summary>
    internal void RequireConsistent(string op)
    {
        ArgumentNullException.ThrowIfNull(Data);
        ArgumentNullException.ThrowIfNull(BatchSizes);
        bool falling = BatchSizes.Count > 0 && BatchSizes[^1] > 0;
        for (int i = 1; i < BatchSizes.Count; i++) falling &= BatchSizes[i] <= BatchSizes[i - 1];
        if (!falling)
        {
            throw new ShapeException(
                $"{op}: the packed sequences' batch sizes must fall and be at least 1, not [{string.Join(", ", BatchSizes)}]");
        }

        long rows = BatchSizes.Sum(static size => (long)size);
        if (Data.Rank == 0 || Data.Shape[0] != rows)
        {
            throw new ShapeException(
                $"{op}: the packed sequences' data must be [{rows}, …], as the batch sizes add up to, not {Data.Shape}");
        }

        if (SortedIndices is not null && !SortedIndices.Order().SequenceEqual(Enumerable.Range(0, BatchSizes[0])))
        {
            throw new ShapeException(
                $"{op}: the packed sequences' sorted indices must name each of 0 to {BatchSizes[0] - 1} once, "
                + $"not [{string.Join(", ", SortedIndices)}]");
        }
    }
}
