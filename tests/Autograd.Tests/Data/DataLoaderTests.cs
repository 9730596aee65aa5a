using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Autograd.Data;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Data;

/// <summary>Orders printed by PyTorch 1.13.1: <c>DataLoader(range(n), batch_size, shuffle=True, drop_last, generator)</c>, two epochs.</summary>
[Collection(AloneCollection.Name)]
public class DataLoaderTests
{
    // n, batch size, drop last, seed, whether the loader has a generator of its own (else torch.manual_seed), and the number that
    // torch.randint(0, 2**31 - 1, (1,)) gives after both epochs: how much was drawn.
    [Theory]
    [InlineData(10, 4, false, 0, false, "6 7 1 4 2 0 9 8 3 5", "2 4 7 0 8 9 5 3 6 1", 1819583497)]
    [InlineData(10, 4, false, 0, true, "3 7 5 2 0 8 1 6 9 4", "1 3 2 7 5 9 0 6 4 8", 2055650131)]
    [InlineData(10, 4, true, 1, false, "4 2 0 6 8 7 9 1", "4 8 1 5 0 2 3 6", 630311759)]
    [InlineData(10, 4, true, 1, true, "4 6 9 2 3 1 0 7", "6 8 5 1 3 7 2 4", 1291688078)]
    [InlineData(8, 4, true, 42, false, "0 5 1 6 3 4 2 7", "6 3 7 4 2 0 1 5", 670094950)]
    [InlineData(8, 4, true, 42, true, "4 6 2 3 0 7 1 5", "7 4 3 1 5 0 2 6", 1306710475)]
    [InlineData(8, 4, true, 4294967301, true, "7 4 1 3 2 0 6 5", "7 6 5 2 4 3 1 0", 1779125885)]
    [InlineData(17, 5, false, 4294967301, false, "1 3 6 12 11 10 9 7 13 15 16 14 4 5 2 8 0", "14 4 10 7 12 0 6 5 8 3 11 1 16 15 9 13 2", 2097710088)]
    [InlineData(17, 5, false, 42, true, "11 15 8 6 13 4 14 10 12 1 16 0 5 2 7 3 9", "3 9 1 11 5 0 16 6 4 12 10 15 8 14 13 7 2", 1999874364)]
    public void A_shuffled_epoch_has_PyTorchs_order(int n, int batchSize, bool dropLast, ulong seed, bool own, string first, string second, uint next)
    {
        Generator generator = own ? new Generator(seed) : Generator.Default.ManualSeed(seed);
        var loader = new DataLoader<int[]>(new Numbers(n), batchSize, shuffle: true, dropLast, own ? generator : null);
        foreach (string expected in (string[])[first, second])
        {
            int[][] batches = [.. loader];
            Assert.Equal(expected, string.Join(' ', batches.SelectMany(batch => batch)));
            Assert.Equal(loader.Count, batches.Length);
            Assert.All(batches.SkipLast(1), batch => Assert.Equal(batchSize, batch.Length));
        }

        Assert.Equal(next, generator.NextUInt32() % int.MaxValue);
    }

    [Fact]
    public void An_epoch_of_MNISTs_size_has_PyTorchs_order()
    {
        Generator.Default.ManualSeed(0);
        var loader = new DataLoader<int[]>(new Numbers(60_000), batchSize: 64, shuffle: true);
        Assert.Equal("84294bc64be01c9c1f810ada8aa95c7564853c89a1fb98898310ef76da539236", Digest());
        Assert.Equal("4e5dd1d3ed32b9f58503b5dbcb19c8250973fe0d6d139495c208148d4d99e83f", Digest());

        string Digest() => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<long>(loader.SelectMany(x => x).Select(i => (long)i).ToArray())));
    }

    [Fact]
    public void Without_shuffling_the_order_is_the_datasets_and_one_number_is_drawn_for_an_epoch()
    {
        Generator generator = new(3);
        var loader = new DataLoader<int[]>(new Numbers(5), batchSize: 2, generator: generator);
        Assert.Equal([[0, 1], [2, 3], [4]], loader);
        Assert.Equal([[0, 1], [2, 3], [4]], loader);
        Assert.Equal(1249426360u, generator.NextUInt32() % int.MaxValue);
        Assert.Equal([[0, 1], [2, 3]], new DataLoader<int[]>(new Numbers(5), batchSize: 2, dropLast: true));
    }

    [Theory]
    [InlineData(0, 3, 0, 0)]
    [InlineData(2, 3, 1, 0)]
    [InlineData(3, 3, 1, 1)]
    [InlineData(7, 3, 3, 2)]
    [InlineData(2, int.MaxValue, 1, 0)]
    public void The_count_is_that_of_the_batches(int n, int batchSize, int all, int full)
    {
        foreach (bool shuffle in (bool[])[false, true])
        {
            var kept = new DataLoader<int[]>(new Numbers(n), batchSize, shuffle);
            var dropped = new DataLoader<int[]>(new Numbers(n), batchSize, shuffle, dropLast: true);
            Assert.Equal((all, full), (kept.Count, dropped.Count));
            Assert.Equal((all, full), (kept.Count(), dropped.Count()));
        }
    }

    [Fact]
    public void Pairs_are_taken_apart_in_foreach()
    {
        var data = new TensorDataset(Tensor.Arange(6).Reshape([3, 2]), Tensor.Create([10L, 11, 12]));
        var seen = new List<string>();
        foreach ((Tensor x, Tensor y) in new DataLoader(data, batchSize: 2)) seen.Add($"{x.Shape} {string.Join(' ', y.ToArray<long>())}");
        Assert.Equal(["[2, 2] 10 11", "[1, 2] 12"], seen);
    }

    [Fact]
    public void A_batch_of_no_samples_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataLoader<int[]>(new Numbers(5), batchSize: 0));

    internal sealed class Numbers(int count) : IDataset<int[]>
    {
        public int Count => count;

        public int[] Batch(ReadOnlySpan<int> indices) => indices.ToArray();
    }
}
