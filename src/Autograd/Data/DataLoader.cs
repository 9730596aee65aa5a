namespace Autograd.Data;

/// <summary>The loader of the usual pairs: <see cref="DataLoader{T}"/> of inputs and targets.</summary>
/// <example>
/// <code>
/// var loader = new DataLoader(train, batchSize: 64, shuffle: true);
/// foreach (var (x, y) in loader) …   // one epoch
/// </code>
/// </example>
/// <inheritdoc cref="DataLoader{T}(IDataset{T}, int, bool, bool, Generator?)"/>
public sealed class DataLoader(
    IDataset<(Tensor Inputs, Tensor Targets)> dataset,
    int batchSize = 1,
    bool shuffle = false,
    bool dropLast = false,
    Generator? generator = null)
    : DataLoader<(Tensor Inputs, Tensor Targets)>(dataset, batchSize, shuffle, dropLast, generator);
