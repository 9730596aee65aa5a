namespace Autograd.Numerics;

/// <summary>A sort key: an element's order and, among equal elements, its index.</summary>
internal interface IRank<TSelf> : IComparable<TSelf>
    where TSelf : struct, IRank<TSelf>
{
    /// <summary>The number of base-256 digits in the order.</summary>
    static abstract int Digits { get; }

    /// <summary>The element's index.</summary>
    int Index { get; }

    static abstract TSelf Of(ulong order, int index);

    /// <summary>A digit of the order, counted from the lowest.</summary>
    int Digit(int place);
}

/// <summary>Sorts ranks that are given in index order: by comparison if there are few, else by radix sort.</summary>
internal static class RankSort
{
    private const int Buckets = 256;

    /// <summary>The number of ranks per digit from which radix sort is faster than comparison sort.</summary>
    private const int ManyForEachDigit = 24;

    /// <summary>The sorted ranks, in one of the two spans; both are overwritten.</summary>
    public static Span<TRank> Run<TRank>(Span<TRank> ranks, Span<TRank> spare)
        where TRank : unmanaged, IRank<TRank>
    {
        if (ranks.Length < ManyForEachDigit * TRank.Digits)
        {
            ranks.Sort();
            return ranks;
        }

        Span<int> counts = stackalloc int[Buckets * TRank.Digits];
        counts.Clear();
        foreach (TRank rank in ranks)
        {
            for (int digit = 0; digit < TRank.Digits; digit++) counts[digit * Buckets + rank.Digit(digit)]++;
        }

        for (int digit = 0; digit < TRank.Digits; digit++)
        {
            Span<int> starts = counts.Slice(digit * Buckets, Buckets);
            if (starts[ranks[0].Digit(digit)] == ranks.Length) continue; // all ranks share this digit
            for (int i = 0, start = 0; i < starts.Length; i++) (starts[i], start) = (start, start + starts[i]);
            foreach (TRank rank in ranks) spare[starts[rank.Digit(digit)]++] = rank;
            Span<TRank> sorted = spare;
            spare = ranks;
            ranks = sorted;
        }

        return ranks;
    }
}
