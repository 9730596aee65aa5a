namespace Autograd;

/// <summary>Each element clamped between its own bounds. Inputs: x and one bound, or x, min and max, all of one dtype and shape.</summary>
internal sealed class ClampToOp(bool hasMin, bool hasMax) : Op
{
    public override string Name => "clamp";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0];
        if (hasMin) x = x.Maximum(inputs[1]);
        return hasMax ? x.Minimum(inputs[^1]) : x;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        foreach (Tensor input in inputs) Save(input);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor x = Saved(0);
        Tensor? min = hasMin ? Saved(1) : null, max = hasMax ? Saved(hasMin ? 2 : 1) : null;
        Tensor reaches = input == 0 ? Inside(x, min, max) : hasMin && input == 1 ? Below(x, min!, max) : Above(x, min, max!);
        return Tensor.Where(reaches, grad, Tensor.Zeros([], grad.DType, device: grad.Device));
    }

    private static Tensor Inside(Tensor x, Tensor? min, Tensor? max) =>
        min is null ? x.Le(max!) : max is null ? x.Ge(min) : Tensor.Both(x.Ge(min), x.Le(max));

    private static Tensor Below(Tensor x, Tensor min, Tensor? max) => max is null ? x.Lt(min) : Tensor.Both(x.Lt(min), min.Lt(max));

    private static Tensor Above(Tensor x, Tensor? min, Tensor max) => min is null ? x.Gt(max) : x.Gt(max) | max.Lt(min);
}
