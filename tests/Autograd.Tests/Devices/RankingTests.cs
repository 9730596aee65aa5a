using System.Numerics;
using Autograd.Numerics;

namespace Autograd.Tests.Devices;

/// <summary>The first elements of a row in order, against a stable sort of all: heaps and sorts of every kind.</summary>
public class RankingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(95)]
    [InlineData(96)]
    [InlineData(191)]
    [InlineData(192)]
    [InlineData(1000)]
    public void The_first_elements_come_in_order_and_equal_ones_as_they_came(int length)
    {
        var random = new Random(length);
        int[] counts = [0, 1, length / 8, Math.Min(length, length / 8 + 1), length / 2, length];
        foreach (int count in counts)
        {
            Check(Drawn(length, () => Special<float>(random)), count);
            Check(Drawn(length, () => random.NextSingle() - 0.5f), count);
            Check(Drawn(length, () => Special<double>(random)), count);
            Check(Drawn(length, () => (random.NextDouble() - 0.5) * Math.Exp(random.Next(-300, 300))), count);
            Check(Drawn(length, () => random.Next(-5, 5)), count);
            Check(Drawn(length, () => random.Next(2) == 0 ? random.Next() : ~random.Next()), count);
            Check(Drawn(length, () => random.NextInt64(long.MinValue, long.MaxValue)), count);
            Check(Drawn(length, () => random.Next(4) == 0 ? long.MinValue : long.MaxValue), count);
            Check(Drawn(length, () => (byte)random.Next(256)), count);
        }
    }

    [Fact]
    public void Rows_that_are_in_order_or_the_wrong_way_round()
    {
        float[] ascending = [.. Enumerable.Range(-250, 500).Select(i => (float)i)];
        foreach (float[] row in (float[][])[ascending, [.. ascending.Reverse()], new float[500], Drawn(500, () => float.NaN)])
        {
            Check(row, 20);
            Check(row, 500);
        }
    }

    private static T[] Drawn<T>(int length, Func<T> next) => [.. Enumerable.Range(0, length).Select(_ => next())];

    private static T Special<T>(Random random)
        where T : IFloatingPointIeee754<T> => random.Next(9) switch
        {
            0 => T.NaN,
            1 => -T.NaN,
            2 => T.NegativeInfinity,
            3 => T.PositiveInfinity,
            4 => T.NegativeZero,
            5 => T.Zero,
            6 => -T.Epsilon,
            _ => T.CreateChecked(random.Next(-2, 3)),
        };

    private static void Check<T>(T[] x, int count)
        where T : unmanaged, INumber<T>
    {
        IComparer<T> order = Comparer<T>.Create((a, b) => a < b ? -1 : a > b ? 1 : T.IsNaN(a).CompareTo(T.IsNaN(b)));
        foreach (bool descending in (bool[])[false, true])
        {
            IEnumerable<int> places = Enumerable.Range(0, x.Length);
            int[] want = [.. (descending ? places.OrderByDescending(i => x[i], order) : places.OrderBy(i => x[i], order)).Take(count)];
            T[] values = new T[count];
            long[] indices = new long[count];
            Ranking.First(x, descending, values, indices);
            Assert.Equal(want, indices.Select(i => (int)i));
            for (int i = 0; i < count; i++) Assert.True(values[i].Equals(x[want[i]]) && T.IsNegative(values[i]) == T.IsNegative(x[want[i]]));
        }
    }
}
