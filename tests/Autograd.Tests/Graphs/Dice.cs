namespace Autograd.Tests.Graphs;

/// <summary>Numbers by chance, the same on every machine and in every version of .NET: SplitMix64 (Steele, Lea and Flood 2014).</summary>
public sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public int Below(int end) => (int)(Next() % (ulong)end);

    public int Between(int first, int last) => first + Below(last - first + 1);

    public bool OneIn(int n) => Below(n) == 0;

    public T Of<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    /// <summary>0 … n − 1 in some order.</summary>
    public int[] Order(int n)
    {
        int[] order = [.. Enumerable.Range(0, n)];
        for (int i = n - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
