namespace Autograd.Engine;

/// <summary>A tensor that an operation keeps for its gradient, with the storage's version at that moment.</summary>
internal readonly struct SavedTensor(Tensor? tensor)
{
    private readonly int _version = tensor?.Storage.Version ?? 0;

    public Tensor? Tensor { get; } = tensor;

    /// <summary>The tensor, unless it was overwritten since.</summary>
    public Tensor Unpack(Op saver)
    {
        Tensor kept = Tensor ?? throw new GraphException($"{saver.Name}: its gradient asked for a tensor that it did not save");
        int now = kept.Storage.Version;
        if (now == _version) return kept;
        throw new GraphException(
            $"{saver.Name}: a tensor of shape {kept.Shape} that its gradient needs was changed in place by {kept.Storage.LastWriter} "
            + $"(it was saved at version {_version} and is at version {now}). Use the operation that returns a new tensor, or change a Clone().");
    }
}
