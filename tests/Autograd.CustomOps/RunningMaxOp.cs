namespace Autograd.CustomOps;

/// <summary>Each element of a vector replaced by the largest up to it: elements read and written by hand.</summary>
public sealed class RunningMaxOp : Op
{
    private Tensor? _from;

    /// <summary>The running maximum of a float64 vector.</summary>
    public static Tensor Of(Tensor x) => new RunningMaxOp().Apply(x);

    protected override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        if (inputs[0].DType != DType.Float64) throw new DTypeException($"{Name}: takes float64, not {inputs[0]}");
        return inputs[0].Shape.Rank == 1 ? inputs[0] : throw new ShapeException($"{Name}: takes a vector, not {inputs[0]}");
    }

    protected override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor y = Allocate(spec);
        _from = Allocate(spec with { DType = DType.Int64 });
        ReadOnlySpan<double> x = inputs[0].Contiguous().AsReadOnlySpan<double>();
        Span<double> largest = y.AsSpan<double>();
        Span<long> from = _from.AsSpan<long>();
        for (int i = 0, at = 0; i < x.Length; i++)
        {
            if (x[i] > x[at]) at = i;
            (largest[i], from[i]) = (x[at], at);
        }

        return y;
    }

    protected override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(_from);

    protected override Tensor Vjp(int input, Tensor grad) => grad.ZerosLike().ScatterAdd(0, Saved(0), grad);

    protected override Tensor? Jvp(ReadOnlySpan<Tensor?> tangents) => tangents[0]!.Gather(0, Saved(0));
}
