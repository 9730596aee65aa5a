namespace Autograd.Data;

/// <summary>An indexed collection of samples, any of which can be read as one batch.</summary>
/// <typeparam name="T">The type of a batch: for supervised learning usually <c>(Tensor Inputs, Tensor Targets)</c>.</typeparam>
/// <remarks>
/// The batch is the unit, not the sample: a dataset over tensors gathers its rows in one step, without making a tensor for each sample
/// and stacking them. A dataset that reads its samples one by one stacks them in <see cref="Batch"/>.
/// </remarks>
public interface IDataset<out T>
{
    /// <summary>The number of samples.</summary>
    int Count { get; }

    /// <summary>The samples with the given indices, in that order; an index may be repeated.</summary>
    /// <param name="indices">Indices from 0 to <see cref="Count"/> − 1.</param>
    /// <returns>The samples as one batch.</returns>
    /// <exception cref="TensorIndexException">An index is out of range.</exception>
    T Batch(ReadOnlySpan<int> indices);
}
