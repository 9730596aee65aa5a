using Autograd.Memory;

namespace Autograd.Engine;

/// <summary>A saved tensor in the form that <see cref="SavedTensorHooks"/> gave it, and its place in the graph.</summary>
internal sealed class PackedTensor(Tensor tensor, object? packed, Func<object?, Tensor> unpack)
{
    private readonly Op? _node = tensor.Node;
    private readonly int _version = tensor.Storage.Version;
    private readonly WeakReference<Storage> _storage = new(tensor.Storage); // weak: the purpose of packing is to let the memory go

    /// <summary>The shape and dtype of the packed tensor, which the unpacked one must have too.</summary>
    public TensorSpec Spec { get; } = tensor.Spec;

    public Tensor Unpack(Op? saver)
    {
        Tensor? given;
        using (GradMode.NoGrad()) given = unpack(packed);
        if (given is null || given.Spec != Spec)
        {
            throw new GraphException(
                $"{SavedTensor.Named(saver)}: the function that unpacks saved tensors returned "
                + $"{(given is null ? "null" : given.Spec.ToString())} for a tensor that was {Spec}");
        }

        if (_storage.TryGetTarget(out Storage? storage) && ReferenceEquals(storage, given.Storage) && storage.Version != _version)
            throw SavedTensor.Overwritten(saver, given, _version);
        Tensor back = given.Detach();
        if (_node is not null) back.Attach(_node);
        return back;
    }
}
