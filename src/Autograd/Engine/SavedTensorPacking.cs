namespace Autograd.Engine;

/// <summary>A pair of functions that keep saved tensors in another form.</summary>
internal sealed class SavedTensorPacking(Func<Tensor, object?> pack, Func<object?, Tensor> unpack)
{
    public PackedTensor Pack(Op? saver, Tensor tensor)
    {
        int version = tensor.Storage.Version;
        object? packed;
        using (GradMode.NoGrad()) packed = pack(tensor.Detach());
        if (tensor.Storage.Version == version) return new PackedTensor(tensor, packed, unpack);
        throw new GraphException(
            $"{SavedTensor.Named(saver)}: the function that packs saved tensors changed one of shape {tensor.Shape} in place "
            + $"({tensor.Storage.LastWriter}); pack a Clone() instead");
    }
}
