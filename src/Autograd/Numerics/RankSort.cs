namespace Autograd.Numerics;

/// <summary>An element's order and, among equal ones, its place.</summary>
internal interface IRank<TSelf> : IComparable<TSelf>
    where TSelf : struct, IRank<TSelf>
{
    /// <summary>How many digits of a byte the order has.</summary>
    static abstract int Digits { get; }

    /// <summary>The element's place.</summary>
    int Index { get; }

    static abstract TSelf Of(ulong order, int index);

    /// <summary>A digit of the order, the lowest first.</summary>
    int Digit(int place);
}

/// <summary>Sorts ranks that are given in the order of their places: by comparing them while they are few, else digit by digit.</summary>
internal static class RankSort
{
    private const int Buckets = 256;

    /// <summary>For each digit, ranks from which on counting is quicker than comparing.</summary>
    private const int ManyForEachDigit = 24;

    /// <summary>The sorted ranks, in one of the two spans; both are written.</summary>
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
            if (starts[ranks[0].Digit(digit)] == ranks.Length) continue; // all have the same
            for (int i = 0, start = 0; i < starts.Length; i++) (starts[i], start) = (start, start + starts[i]);
            foreach (TRank rank in ranks) spare[starts[rank.Digit(digit)]++] = rank;
            Span<TRank> sorted = spare;
            spare = ranks;
            ranks = sorted;
        }

        return ranks;
    }
}
