using System.Buffers;

namespace Autograd.Data;

/// <summary>Some samples of another dataset, in their own order.</summary>
/// <typeparam name="T">The type of a batch.</typeparam>
public sealed class Subset<T> : IDataset<T>
{
    private readonly IDataset<T> _dataset;
    private readonly int[] _indices;

    /// <summary>The samples with the given indices.</summary>
    /// <param name="dataset">Where they come from.</param>
    /// <param name="indices">Their indices there; copied.</param>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    public Subset(IDataset<T> dataset, ReadOnlySpan<int> indices)
        : this(dataset, indices.ToArray())
    {
        foreach (int index in _indices)
        {
            if ((uint)index >= (uint)dataset.Count)
                throw new TensorIndexException($"subset: there is no sample {index} in a dataset of {dataset.Count}");
        }
    }

    internal Subset(IDataset<T> dataset, int[] indices)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        _dataset = dataset;
        _indices = indices;
    }

    /// <summary>The indices of the samples in the original dataset.</summary>
    public ReadOnlySpan<int> Indices => _indices;

    /// <inheritdoc/>
    public int Count => _indices.Length;

    /// <inheritdoc/>
    public T Batch(ReadOnlySpan<int> indices)
    {
        int[] mapped = ArrayPool<int>.Shared.Rent(indices.Length);
        try
        {
            for (int i = 0; i < indices.Length; i++)
            {
                int index = indices[i];
                mapped[i] = (uint)index < (uint)_indices.Length
                    ? _indices[index]
                    : throw new TensorIndexException($"subset: there is no sample {index} in a subset of {_indices.Length}");
            }

            return _dataset.Batch(mapped.AsSpan(0, indices.Length));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(mapped);
        }
    }
}
