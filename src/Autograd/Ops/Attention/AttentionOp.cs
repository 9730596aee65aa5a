using Autograd.Devices;

namespace Autograd;

/// <summary>
/// Attention. Inputs: query […, queries, size], key […, keys, size], value […, keys, output] of equal leading dimensions, and any number of
/// masks of the scores' shape, which take no gradient. Outputs: […, queries, output], and for the backward pass the logarithm of each row's
/// sum of exponentials.
/// </summary>
/// <remarks>
/// Source: Dao et al. (2022), "FlashAttention: fast and memory-efficient exact attention with IO-awareness". The scores are computed block
/// by block, forward and again backward, so that memory grows with the length and not with its square. Gradients of gradients go through
/// <see cref="Weights"/>, which writes all scores.
/// </remarks>
internal sealed class AttentionOp(double scale, int? causalOffset) : FusedOp
{
    public override string Name => "scaled_dot_product_attention";

    protected override int Outputs => 1;

    /// <summary>
    /// softmax(query · keyᵀ · scale + masks), in differentiable operations. A bool mask is true where a query may attend; a row that is
    /// masked throughout is zeros.
    /// </summary>
    /// <param name="query">[…, queries, size].</param>
    /// <param name="key">[…, keys, size].</param>
    /// <param name="masks">They broadcast to […, queries, keys].</param>
    /// <param name="scale">The factor of the scores.</param>
    /// <param name="causalOffset">Query i attends to the keys 0 … i + offset; to all if null.</param>
    public static Tensor Weights(Tensor query, Tensor key, ReadOnlySpan<Tensor> masks, double scale, int? causalOffset)
    {
        // The factor is applied to the queries, which have fewer elements than the scores.
        Tensor scores = (query * scale).MatMul(key.Transpose(-1, -2));
        foreach (Tensor mask in masks)
            scores = mask.DType == DType.Bool ? scores.MaskedFill(mask.Eq(0), double.NegativeInfinity) : scores + mask;
        if (causalOffset is { } offset)
        {
            Tensor last = (Tensor.Arange(query.Shape[^2], device: query.Device) + offset).Unsqueeze(1);
            scores = scores.MaskedFill(Tensor.Arange(key.Shape[^2], device: query.Device).Gt(last), double.NegativeInfinity);
        }

        return scores.SafeSoftmax();
    }

    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        Shape query = inputs[0].Shape;
        ReadOnlySpan<int> rows = query.AsSpan()[..^1];
        return [inputs[0] with { Shape = [.. rows, inputs[2].Shape[^1]] }, inputs[0] with { Shape = Shape.Create(rows) }];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Device device = inputs[0].Device;
        Tensor y = Allocate(specs[0], device), logSums = Allocate(specs[1], device);
        device.Attention(inputs[0].Raw, inputs[1].Raw, inputs[2].Raw, Views(inputs[3..]), scale, causalOffset, y.Raw, logSums.Raw);
        return [y, logSums];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        foreach (Tensor input in inputs) Save(input);
        foreach (Tensor output in outputs) Save(output);
    }

    protected override void Fused(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        Tensor query = Saved(0), key = Saved(1), value = Saved(2);
        var masks = new Tensor[InputCount - 3];
        for (int i = 0; i < masks.Length; i++) masks[i] = Saved(3 + i);
        Tensor gradQuery = Allocate(query.Spec, query.Device), gradKey = Allocate(key.Spec, query.Device);
        Tensor gradValue = Allocate(value.Spec, query.Device);
        query.Device.AttentionGrad(
            query.Raw, key.Raw, value.Raw, Views(masks), scale, causalOffset, Saved(InputCount).Raw, Saved(InputCount + 1).Raw,
            grads[0]!.Contiguous().Raw, gradQuery.Raw, gradKey.Raw, gradValue.Raw);
        if (needed[0]) results[0] = gradQuery;
        if (needed[1]) results[1] = gradKey;
        if (needed[2]) results[2] = gradValue;
    }

    protected override Tensor[] Compose(ReadOnlySpan<Tensor> inputs) =>
        [Weights(inputs[0], inputs[1], inputs[3..], scale, causalOffset).MatMul(inputs[2])];

    private static View[] Views(ReadOnlySpan<Tensor> tensors)
    {
        if (tensors.IsEmpty) return [];
        var views = new View[tensors.Length];
        for (int i = 0; i < views.Length; i++) views[i] = tensors[i].Raw;
        return views;
    }
}
