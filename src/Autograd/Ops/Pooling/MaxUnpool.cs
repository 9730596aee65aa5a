namespace Autograd;

/// <summary>
/// Writes each value of a plane's row to the position its index gives in a plane of the output size, with 0 elsewhere. If an index is
/// repeated, the last value is kept, and each value gets the gradient at that position, as in PyTorch.
/// </summary>
internal sealed class MaxUnpoolOp(int size) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) =>
        inputs[0] with { Shape = [.. inputs[0].Shape.AsSpan()[..^1], size] };

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        (Tensor x, Tensor indices) = (inputs[0], inputs[1].Contiguous());
        int length = x.Shape[-1];
        // Each position reads its value; those without one read a 0 appended to the values.
        long[] from = new long[spec.Shape.Numel];
        Array.Fill(from, length);
        ReadOnlySpan<long> to = indices.Read<long>();
        for (int i = 0; i < to.Length; i++)
        {
            if ((ulong)to[i] >= (ulong)size)
                throw new TensorIndexException(
                    $"{Name}: index {to[i]} is out of range for an output plane of {size} elements (0 to {size - 1} are valid)");
            from[(i / length * size) + (int)to[i]] = i % length;
        }

        Tensor zero = Tensor.Zeros([.. x.Shape.AsSpan()[..^1], 1], x.DType, device: x.Device);
        return Tensor.Cat([x, zero], -1).Gather(-1, Tensor.FromArray(from, spec.Shape, x.Device));
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(inputs[1]);

    protected internal override Tensor Vjp(int input, Tensor grad) => grad.Gather(-1, Saved(0));
}
