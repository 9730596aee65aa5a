namespace Autograd.Data;

/// <summary>Samples that lie along the first dimension of two tensors: inputs and their targets.</summary>
/// <remarks>
/// The tensors are not copied; a batch is. What the transform makes of a batch is never kept, so pixels may stay bytes here.
/// </remarks>
/// <example><code>var train = new TensorDataset(images, labels, pixels => pixels.To(DType.Float32) / 255);</code></example>
public sealed class TensorDataset : IDataset<(Tensor Inputs, Tensor Targets)>
{
    private readonly Func<Tensor, Tensor>? _transform;

    /// <summary>A dataset over the rows of two tensors.</summary>
    /// <param name="inputs">[N, …], any dtype.</param>
    /// <param name="targets">[N, …], any dtype.</param>
    /// <param name="transform">What to make of the inputs of a batch, [B, …]: a conversion, a normalisation, an augmentation.</param>
    /// <exception cref="ShapeException">A tensor has no dimension, or the first sizes differ.</exception>
    public TensorDataset(Tensor inputs, Tensor targets, Func<Tensor, Tensor>? transform = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.Rank == 0 || targets.Rank == 0 || inputs.Shape[0] != targets.Shape[0])
        {
            throw new ShapeException(
                $"tensor_dataset: inputs and targets need a first dimension of one size, the samples; "
                + $"they are {inputs.Shape} and {targets.Shape}");
        }

        Inputs = inputs;
        Targets = targets;
        _transform = transform;
    }

    /// <summary>All inputs, [N, …], not transformed.</summary>
    public Tensor Inputs { get; }

    /// <summary>All targets, [N, …].</summary>
    public Tensor Targets { get; }

    /// <inheritdoc/>
    public int Count => Inputs.Shape[0];

    /// <inheritdoc/>
    /// <returns>The inputs [B, …], transformed, and the targets [B, …], both in fresh memory.</returns>
    public (Tensor Inputs, Tensor Targets) Batch(ReadOnlySpan<int> indices)
    {
        var places = new long[indices.Length]; // an index is int64 in the end: once here, not once for each use
        for (int i = 0; i < places.Length; i++) places[i] = indices[i];
        Tensor index = Tensor.FromArray(places, device: Inputs.Device);
        Tensor inputs = Inputs.IndexSelect(0, index), targets = Targets.IndexSelect(0, index.To(Targets.Device));
        return (_transform is null ? inputs : _transform(inputs), targets);
    }
}
