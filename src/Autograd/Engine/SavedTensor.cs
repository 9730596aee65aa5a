using System.Runtime.CompilerServices;

namespace Autograd.Engine;

/// <summary>A tensor that an operation keeps for its gradient, with the storage's version at that moment.</summary>
internal readonly struct SavedTensor
{
    private readonly object? _kept; // a tensor, or a packed one
    private readonly int _version;

    public SavedTensor(Tensor? tensor) => (_kept, _version) = (tensor, tensor?.Storage.Version ?? 0);

    private SavedTensor(PackedTensor packed) => _kept = packed;

    /// <summary>The tensor; null when none was saved, or when it is packed.</summary>
    public Tensor? Tensor => _kept as Tensor;

    /// <summary>The shape and dtype of the saved tensor; null when there is none.</summary>
    public TensorSpec? Spec => _kept is PackedTensor packed ? packed.Spec : Tensor?.Spec;

    /// <summary>The saver's name in messages: an operation, or a checkpoint that saved its inputs.</summary>
    public static string Named(Op? saver) => saver?.Name ?? "checkpoint";

    public static GraphException Overwritten(Op? saver, Tensor tensor, int version) => new(
        $"{Named(saver)}: a tensor of shape {tensor.Shape} that its gradient needs was changed in place by {tensor.Storage.LastWriter} "
        + $"(it was saved at version {version} and is at version {tensor.Storage.Version}). "
        + "Use the operation that returns a new tensor, or change a Clone().");

    public SavedTensor Pack(Op? saver, SavedTensorPacking packing) =>
        Tensor is { } tensor ? new SavedTensor(packing.Pack(saver, tensor)) : this;

    /// <summary>The tensor; throws if it was overwritten since.</summary>
    public Tensor Unpack(Op? saver)
    {
        if (_kept is PackedTensor packed) return packed.Unpack(saver);
        if (_kept is null) throw new GraphException($"{Named(saver)}: its gradient asked for a tensor that it did not save");
        Tensor kept = Unsafe.As<Tensor>(_kept); // it can be nothing else
        if (kept.Storage.IsEnded)
            throw TensorScopeException.Ended($"{Named(saver)}: a tensor of shape {kept.Shape} that its gradient needs");
        return kept.Storage.Version == _version ? kept : throw Overwritten(saver, kept, _version);
    }
}
