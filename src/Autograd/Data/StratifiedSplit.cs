using System.Numerics;

namespace Autograd.Data;

/// <summary>
/// Splits samples at random into a training and a test part that keep the share of every class: the same parts as
/// scikit-learn's <c>train_test_split(…, test_size, random_state: seed, stratify: labels)</c>, for a fresh generator of that seed.
/// </summary>
public static class StratifiedSplit
{
    /// <summary>The indices of the samples of both parts, each in random order.</summary>
    /// <param name="labels">The class of each sample: any numbers.</param>
    /// <param name="testFraction">
    /// The part of all samples that goes to the test part, between 0 and 1, rounded up to whole samples. Of these each class has its share,
    /// the largest remainders rounded up, but at least one sample in either part (where scikit-learn may leave a rare class out).
    /// </param>
    /// <param name="generator">Where the order comes from; <see cref="Generator.Default"/> if null.</param>
    /// <returns>The indices of the training part, and those of the test part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">A class has a single sample, which cannot be in both parts.</exception>
    public static (int[] Train, int[] Test) Indices(ReadOnlySpan<int> labels, double testFraction, Generator? generator = null)
    {
        if (!(testFraction > 0 && testFraction < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(testFraction), $"stratified_split: the test part is more than 0 and less than 1 of all, not {testFraction}");
        }

        int[][] classes = Classes(labels);
        generator ??= Generator.Default;

        int testCount = (int)Math.Ceiling(testFraction * labels.Length);
        int[] sizes = Array.ConvertAll(classes, samples => samples.Length);
        int[] trainSizes = Shares(sizes, labels.Length - testCount, generator);
        int[] testSizes = Shares([.. sizes.Zip(trainSizes, (all, train) => all - train)], testCount, generator);
        var (train, test) = (new List<int>(labels.Length), new List<int>());
        for (int i = 0; i < classes.Length; i++)
        {
            int[] samples = classes[i];
            Shuffle(samples, generator);
            int cut = Math.Clamp(samples.Length - testSizes[i], 1, samples.Length - 1);
            train.AddRange(samples[..cut]);
            test.AddRange(samples[cut..]);
        }

        int[] trainOrder = [.. train], testOrder = [.. test];
        Shuffle(trainOrder, generator);
        Shuffle(testOrder, generator);
        return (trainOrder, testOrder);
    }

    /// <summary>The numbers of the samples of each class, classes in ascending order.</summary>
    private static int[][] Classes(ReadOnlySpan<int> labels)
    {
        var classes = new SortedDictionary<int, List<int>>();
        for (int i = 0; i < labels.Length; i++)
        {
            if (!classes.TryGetValue(labels[i], out List<int>? samples)) classes.Add(labels[i], samples = []);
            samples.Add(i);
        }

        foreach ((int label, List<int> samples) in classes)
        {
            if (samples.Count < 2)
                throw new ArgumentException($"stratified_split: class {label} has one sample, and each part needs one", nameof(labels));
        }

        return [.. classes.Values.Select(samples => samples.ToArray())];
    }

    /// <summary>
    /// How many of <paramref name="count"/> each class gets: its share rounded down, and one more for the largest remainders, ties drawn at
    /// random.
    /// </summary>
    private static int[] Shares(int[] sizes, int count, Generator generator)
    {
        double total = sizes.Sum(size => (double)size);
        double[] exact = Array.ConvertAll(sizes, size => size / total * count);
        int[] shares = Array.ConvertAll(exact, share => (int)share);
        int left = count - shares.Sum();
        IEnumerable<IGrouping<double, int>> byRemainder = Enumerable.Range(0, sizes.Length).GroupBy(i => exact[i] - shares[i]);
        foreach (IGrouping<double, int> tied in byRemainder.OrderByDescending(group => group.Key).ToArray())
        {
            if (left == 0) break;
            int[] lot = [.. tied];
            Shuffle(lot, generator);
            lot = lot[..Math.Min(left, lot.Length)];
            foreach (int i in lot) shares[i]++;
            left -= lot.Length;
        }

        return shares;
    }

    /// <summary>NumPy's legacy shuffle: from the last place down, each with one drawn by masking and rejecting.</summary>
    private static void Shuffle(Span<int> values, Generator generator)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            uint mask = BitOperations.RoundUpToPowerOf2((uint)i + 1) - 1, drawn;
            do drawn = generator.NextUInt32() & mask;
            while (drawn > i);
            (values[i], values[(int)drawn]) = (values[(int)drawn], values[i]);
        }
    }

    /// <summary>
    /// Splits a dataset at random into a training and a test part that keep the share of every class, each in random order.
    /// </summary>
    /// <typeparam name="T">The type of a batch.</typeparam>
    /// <param name="dataset">The samples to split; both parts read from it.</param>
    /// <param name="labels">The class of each sample, in the order of the dataset: any numbers.</param>
    /// <param name="testFraction">The part of all samples that goes to the test part: see <see cref="Indices"/>.</param>
    /// <param name="generator">Where the order comes from; <see cref="Generator.Default"/> if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">
    /// The number of labels is not the number of samples, or a class has a single sample.
    /// </exception>
    public static (Subset<T> Train, Subset<T> Test) StratifiedSplitBy<T>(
        this IDataset<T> dataset, ReadOnlySpan<int> labels, double testFraction, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (labels.Length != dataset.Count)
        {
            throw new ArgumentException(
                $"stratified_split: {labels.Length} labels for a dataset of {dataset.Count} samples", nameof(labels));
        }

        (int[] train, int[] test) = Indices(labels, testFraction, generator);
        return (dataset.Subset(train), dataset.Subset(test));
    }
}
