namespace Autograd.Data;

/// <summary>A numbered collection of samples that gives any of them as one batch.</summary>
/// <typeparam name="T">What a batch is: for supervised learning usually <c>(Tensor Inputs, Tensor Targets)</c>.</typeparam>
/// <remarks>
/// The batch is the unit, not the sample: a dataset over tensors gathers its rows in one step, without making a tensor for each sample
/// and stacking them. A dataset whose samples come one by one stacks them in <see cref="Batch"/>.
/// </remarks>
public interface IDataset<out T>
{
    /// <summary>The number of samples.</summary>
    int Count { get; }

    /// <summary>The samples of the given numbers, in that order; a number may come more than once.</summary>
    /// <param name="indices">Numbers from 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="TensorIndexException">A number is out of range.</exception>
    T Batch(ReadOnlySpan<int> indices);
}
