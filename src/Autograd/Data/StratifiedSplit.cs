namespace Autograd.Data;

/// <summary>Cuts samples at random into a training and a test part in which every class has the share that it has in all.</summary>
public static class StratifiedSplit
{
    /// <summary>The numbers of the samples of both parts, each in random order.</summary>
    /// <param name="labels">The class of each sample: any numbers.</param>
    /// <param name="testFraction">
    /// The part of each class that goes to the test part, between 0 and 1. It is rounded for each class, but leaves each at least one sample in
    /// either part.
    /// </param>
    /// <param name="generator">Where the order comes from (one permutation of all samples); the default generator unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">A class has a single sample, which cannot be in both parts.</exception>
    public static (int[] Train, int[] Test) Indices(ReadOnlySpan<int> labels, double testFraction, Generator? generator = null)
    {
        if (!(testFraction > 0 && testFraction < 1))
            throw new ArgumentOutOfRangeException(nameof(testFraction), $"stratified_split: the test part is more than 0 and less than 1 of all, not {testFraction}");
        var left = new Dictionary<int, int>(); // how many more of each class the test part takes
        foreach (int label in labels) left[label] = left.GetValueOrDefault(label) + 1;
        foreach ((int label, int count) in left)
        {
            if (count < 2) throw new ArgumentException($"stratified_split: class {label} has one sample, and each part needs one", nameof(labels));
            left[label] = Math.Clamp((int)Math.Round(count * testFraction, MidpointRounding.AwayFromZero), 1, count - 1);
        }

        var train = new List<int>(labels.Length);
        var test = new List<int>();
        foreach (long index in (generator ?? Generator.Default).Permutation(labels.Length))
        {
            int label = labels[(int)index];
            (left[label]-- > 0 ? test : train).Add((int)index);
        }

        return (train.ToArray(), test.ToArray());
    }

    /// <summary>Cuts a dataset by the classes of its samples.</summary>
    /// <exception cref="ArgumentException">There is not one label a sample, or a class has a single sample.</exception>
    /// <inheritdoc cref="Indices"/>
    public static (Subset<T> Train, Subset<T> Test) StratifiedSplitBy<T>(
        this IDataset<T> dataset, ReadOnlySpan<int> labels, double testFraction, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (labels.Length != dataset.Count)
            throw new ArgumentException($"stratified_split: {labels.Length} labels for a dataset of {dataset.Count} samples", nameof(labels));
        (int[] train, int[] test) = Indices(labels, testFraction, generator);
        return (dataset.Subset(train), dataset.Subset(test));
    }
}
