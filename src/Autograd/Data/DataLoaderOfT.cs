using System.Collections;

namespace Autograd.Data;

/// <summary>The batches of a dataset; enumerating it is one epoch, and enumerating it again is the next.</summary>
/// <typeparam name="T">The type of a batch.</typeparam>
/// <remarks>
/// The order, and the numbers drawn from each generator, match those of PyTorch 1.13.1's <c>DataLoader</c>. An epoch begins with a 64-bit
/// draw, shuffled or not. If the loader has no generator, a second 64-bit draw from <see cref="Generator.Default"/> then seeds the
/// permutation; with one, the permutation is drawn from it directly, and a second, unused one when the samples run out.
/// </remarks>
public class DataLoader<T> : IEnumerable<T>
{
    private readonly Generator? _generator;

    /// <summary>Creates a loader over a dataset.</summary>
    /// <param name="dataset">Where the samples come from.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="shuffle">Whether every epoch has a new random order.</param>
    /// <param name="dropLast">Whether an incomplete last batch is left out.</param>
    /// <param name="generator">Where the orders come from; the default generator unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is less than 1.</exception>
    public DataLoader(IDataset<T> dataset, int batchSize = 1, bool shuffle = false, bool dropLast = false, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (batchSize < 1)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, "data_loader: a batch has at least one sample");
        Dataset = dataset;
        BatchSize = batchSize;
        Shuffle = shuffle;
        DropLast = dropLast;
        _generator = generator;
    }

    /// <summary>Where the samples come from.</summary>
    public IDataset<T> Dataset { get; }

    /// <summary>The number of samples in a batch.</summary>
    public int BatchSize { get; }

    /// <summary>Whether every epoch has a new random order.</summary>
    public bool Shuffle { get; }

    /// <summary>Whether an incomplete last batch is left out.</summary>
    public bool DropLast { get; }

    /// <summary>The number of batches in an epoch.</summary>
    public int Count => (Dataset.Count / BatchSize) + (!DropLast && Dataset.Count % BatchSize > 0 ? 1 : 0);

    /// <summary>Begins an epoch.</summary>
    /// <returns>The batches of the epoch.</returns>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One epoch in progress.</summary>
    public struct Enumerator : IEnumerator<T>
    {
        private readonly DataLoader<T> _loader;
        private readonly int[] _order;
        private int _next;
        private bool _exhausted;

        internal Enumerator(DataLoader<T> loader)
        {
            _loader = loader;
            Generator source = loader._generator ?? Generator.Default;
            _ = source.NextUInt64(); // PyTorch draws its worker processes' base seed, with or without workers
            _order = new int[loader.Dataset.Count];
            if (loader.Shuffle)
                (loader._generator ?? new Generator(source.NextUInt64())).FillPermutation(_order);
            else
                for (int i = 0; i < _order.Length; i++) _order[i] = i;
            Current = default!;
        }

        /// <summary>The batch.</summary>
        public T Current { get; private set; }

        readonly object? IEnumerator.Current => Current;

        /// <summary>Reads the next batch.</summary>
        /// <returns>False at the end of the epoch.</returns>
        public bool MoveNext()
        {
            int count = Math.Min(_loader.BatchSize, _order.Length - _next);
            if (count < _loader.BatchSize) Exhaust();
            if (count == 0 || (count < _loader.BatchSize && _loader.DropLast)) return false;
            Current = _loader.Dataset.Batch(_order.AsSpan(_next, count));
            _next += count;
            return true;
        }

        /// <summary>Not supported: enumerate the loader again for the next epoch.</summary>
        /// <exception cref="NotSupportedException">Always.</exception>
        public readonly void Reset() => throw new NotSupportedException("an epoch does not start over: enumerate the loader again");

        /// <summary>Nothing to do.</summary>
        public readonly void Dispose()
        {
        }

        private void Exhaust()
        {
            // When PyTorch's sampler runs out of samples, it draws a permutation that it never uses: the next epoch starts
            // after it.
            if (!_exhausted && _loader.Shuffle) _loader._generator?.SkipPermutation(_order.Length);
            _exhausted = true;
        }
    }
}
