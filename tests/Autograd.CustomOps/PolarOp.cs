namespace Autograd.CustomOps;

/// <summary>Points of the plane in polar coordinates: one operation with two outputs, and a gradient through each.</summary>
public sealed class PolarOp : MultiOp
{
    /// <summary>The distance of each point (x, y) from the origin, and its angle to the x axis.</summary>
    public static (Tensor Radius, Tensor Angle) Of(Tensor x, Tensor y)
    {
        Tensor[] outputs = new PolarOp().ApplyAll(x, y);
        return (outputs[0], outputs[1]);
    }

    protected override void Prepare(Span<Tensor> inputs)
    {
        RequireInputs(inputs.Length, 2);
        Tensor.BroadcastTensors(inputs).CopyTo(inputs);
    }

    protected override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        if (inputs[0] != inputs[1]) throw new DTypeException($"{Name}: x is {inputs[0]} and y {inputs[1]}; they must be alike");
        return [inputs[0], inputs[0]];
    }

    protected override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        (Tensor x, Tensor y) = (inputs[0], inputs[1]);
        return [(x.Square() + y.Square()).Sqrt(), y.Atan2(x)];
    }

    protected override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Save(inputs[0]);
        Save(inputs[1]);
        Save(outputs[0]);
    }

    protected override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        Tensor x = Saved(0), y = Saved(1), r = Saved(2);
        Tensor? along = grads[0] is { } toRadius ? toRadius / r : null; // ∂r/∂x = x / r, ∂r/∂y = y / r
        Tensor? around = grads[1] is { } toAngle ? toAngle / r.Square() : null; // ∂θ/∂x = −y / r², ∂θ/∂y = x / r²
        if (needed[0]) results[0] = Sum(along is null ? null : along * x, around is null ? null : -around * y);
        if (needed[1]) results[1] = Sum(along is null ? null : along * y, around is null ? null : around * x);
    }

    private static Tensor? Sum(Tensor? first, Tensor? second) => first is null ? second : second is null ? first : first + second;
}
