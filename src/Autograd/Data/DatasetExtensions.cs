namespace Autograd.Data;

/// <summary>Ways to split a dataset.</summary>
public static class DatasetExtensions
{
    /// <summary>The samples with the given indices, as a dataset.</summary>
    /// <typeparam name="T">The type of a batch.</typeparam>
    /// <param name="dataset">Where the samples come from.</param>
    /// <param name="indices">Their indices; copied.</param>
    /// <returns>The subset, in the order of the indices.</returns>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public static Subset<T> Subset<T>(this IDataset<T> dataset, ReadOnlySpan<int> indices) => new(dataset, indices);

    /// <summary>
    /// Splits a dataset at random into parts of the given sizes that have no sample in common, as <c>torch.utils.data.random_split</c>.
    /// </summary>
    /// <typeparam name="T">The type of a batch.</typeparam>
    /// <param name="dataset">What to split.</param>
    /// <param name="sizes">The numbers of samples, which add up to the dataset's.</param>
    /// <param name="generator">Where the order comes from (one permutation); the default generator unless given.</param>
    /// <returns>The parts, in the order of the sizes.</returns>
    /// <exception cref="ArgumentException">A size is negative, or the sizes do not add up to the dataset's.</exception>
    public static Subset<T>[] RandomSplit<T>(this IDataset<T> dataset, ReadOnlySpan<int> sizes, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        long sum = 0;
        foreach (int size in sizes)
        {
            sum += size;
            if (size < 0) throw new ArgumentException($"random_split: a part cannot have {size} samples", nameof(sizes));
        }

        if (sum != dataset.Count)
        {
            throw new ArgumentException(
                $"random_split: the parts have {sum} samples together, and the dataset has {dataset.Count}", nameof(sizes));
        }

        int[] order = Array.ConvertAll((generator ?? Generator.Default).Permutation(dataset.Count), index => (int)index);
        var parts = new Subset<T>[sizes.Length];
        for (int i = 0, at = 0; i < parts.Length; at += sizes[i], i++) parts[i] = new Subset<T>(dataset, order[at..(at + sizes[i])]);
        return parts;
    }

    /// <summary>Splits a dataset at random into parts of the given fractions, as <c>torch.utils.data.random_split</c>.</summary>
    /// <typeparam name="T">The type of a batch.</typeparam>
    /// <param name="dataset">What to split.</param>
    /// <param name="fractions">Fractions that add up to 1. Parts are rounded down, and what is left goes to the first parts, one sample
    /// each.</param>
    /// <param name="generator">Where the order comes from (one permutation); the default generator unless given.</param>
    /// <returns>The parts, in the order of the fractions.</returns>
    /// <exception cref="ArgumentException">A fraction is outside [0, 1], or they do not add up to 1.</exception>
    public static Subset<T>[] RandomSplit<T>(this IDataset<T> dataset, ReadOnlySpan<double> fractions, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        int[] sizes = new int[fractions.Length];
        double sum = 0;
        int left = dataset.Count;
        for (int i = 0; i < sizes.Length; i++)
        {
            if (!(fractions[i] is >= 0 and <= 1))
            {
                throw new ArgumentException(
                    $"random_split: a fraction lies between 0 and 1, and number {i} is {fractions[i]}", nameof(fractions));
            }

            sum += fractions[i];
            sizes[i] = (int)Math.Floor(dataset.Count * fractions[i]);
            left -= sizes[i];
        }

        if (!(Math.Abs(sum - 1) <= 1e-9))
            throw new ArgumentException($"random_split: the fractions add up to {sum}, not to 1", nameof(fractions));
        for (int i = 0; i < left; i++) sizes[i % sizes.Length]++;
        return dataset.RandomSplit(sizes, generator);
    }
}
