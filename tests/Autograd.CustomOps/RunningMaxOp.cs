namespace Autograd.CustomOps;

/// <summary>
/// Each element of a vector replaced by the largest up to it: elements read and written by hand. Outputs: the values, and where each came from.
/// </summary>
public sealed class RunningMaxOp : MultiOp
{
    /// <summary>The running maximum of a float64 vector.</summary>
    public static Tensor Of(Tensor x) => new RunningMaxOp().Apply(x);

    protected override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        RequireInputs(inputs.Length, 1);
        if (inputs[0].DType != DType.Float64) throw new DTypeException($"{Name}: takes float64, not {inputs[0]}");
        if (inputs[0].Shape.Rank != 1) throw new ShapeException($"{Name}: takes a vector, not {inputs[0]}");
        return [inputs[0], inputs[0] with { DType = DType.Int64 }];
    }

    protected override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Tensor values = Allocate(specs[0], inputs[0].Device), places = Allocate(specs[1], inputs[0].Device);
        ReadOnlySpan<double> x = inputs[0].Contiguous().AsReadOnlySpan<double>();
        Span<double> largest = values.AsSpan<double>();
        Span<long> from = places.AsSpan<long>();
        for (int i = 0, at = 0; i < x.Length; i++)
        {
            if (x[i] > x[at]) at = i;
            (largest[i], from[i]) = (x[at], at);
        }

        return [values, places];
    }

    protected override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs) => Save(outputs[1]);

    protected override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results) =>
        results[0] = grads[0]!.ZerosLike().ScatterAdd(0, Saved(0), grads[0]!);

    protected override void JvpAll(ReadOnlySpan<Tensor?> tangents, Span<Tensor?> results) =>
        results[0] = tangents[0]!.Gather(0, Saved(0));
}
