using Autograd.Data;
using FsCheck.Xunit;

namespace Autograd.Tests.Data;

public sealed class StratifiedSplitTests
{
    [Property]
    public bool Every_sample_is_in_one_part_and_every_class_in_both(bool[] drawn)
    {
        int[] labels = [7, -1, 7, -1, .. drawn.Select(x => x ? 7 : -1)];
        (int[] train, int[] test) = StratifiedSplit.Indices(labels, 0.25, new Generator(1));
        bool both = Enumerable.Range(0, labels.Length).SequenceEqual(train.Concat(test).Order());
        return both && ((int[])[7, -1]).All(label => Math.Abs(test.Count(i => labels[i] == label) - labels.Count(l => l == label) * 0.25) < 1.25);
    }

    /// <summary>The expected numbers are those of scikit-learn 1.2.1's train_test_split.</summary>
    [Fact]
    public void The_parts_are_those_of_scikit_learn()
    {
        Check([.. Enumerable.Range(0, 14).Select(i => i % 3)], 0.3, 0, [1, 4, 0, 3, 7, 8, 6, 11, 2], [5, 13, 10, 12, 9]);
        Check([.. Enumerable.Range(0, 13).Select(i => i % 4 == 0 ? 1 : 0)], 0.25, 7, [10, 1, 5, 11, 3, 7, 12, 4, 0], [2, 9, 6, 8]);
        Check([5, 5, 5, 5, -2, -2, -2, -2, 0, 0, 0, 0], 0.4, 3, [10, 7, 9, 0, 11, 1, 6], [2, 8, 5, 4, 3]);

        static void Check(int[] labels, double fraction, ulong seed, int[] train, int[] test)
        {
            (int[] actualTrain, int[] actualTest) = StratifiedSplit.Indices(labels, fraction, new Generator(seed));
            Assert.Equal(train, actualTrain);
            Assert.Equal(test, actualTest);
        }
    }

    [Fact]
    public void A_seed_decides_it_and_datasets_are_cut_alike()
    {
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? 1 : 0)];
        (int[] train, int[] test) = StratifiedSplit.Indices(labels, 0.3, new Generator(5));
        Assert.Equal((28, 12, 3), (train.Length, test.Length, test.Count(i => labels[i] == 1)));
        Assert.Equal(test, StratifiedSplit.Indices(labels, 0.3, new Generator(5)).Test);
        Assert.NotEqual(test, StratifiedSplit.Indices(labels, 0.3, new Generator(6)).Test);
        var data = new TensorDataset(Tensor.Arange(40), Tensor.Create(labels));
        Assert.Equal(test, data.StratifiedSplitBy(labels, 0.3, new Generator(5)).Test.Indices.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_fraction_is_between_0_and_1(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StratifiedSplit.Indices([0, 0, 1, 1], fraction));

    [Fact]
    public void A_class_of_one_cannot_be_in_both_parts()
    {
        Assert.Contains("class 3 has one sample", Assert.Throws<ArgumentException>(() => StratifiedSplit.Indices([0, 0, 3], 0.5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TensorDataset(Tensor.Arange(3), Tensor.Arange(3)).StratifiedSplitBy([0, 0], 0.5));
    }
}
