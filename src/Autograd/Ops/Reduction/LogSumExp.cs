namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// ln Σ eˣ over dimensions, without overflow: the maximum is subtracted first. Gradient: grad · eˣ⁻ʸ (0 where all are −inf).
    /// </summary>
    /// <param name="dims">The dimensions to reduce; if none are given, all.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <returns>The reduced tensor.</returns>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor LogSumExp(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        bool[] reduced = Dims.Mark("logsumexp", Shape, dims);
        return Dims.Finish(new LogSumExpOp(reduced).Apply(To(Promotion.ToFloating(DType))), reduced, keepDim);
    }

    /// <inheritdoc cref="LogSumExp(ReadOnlySpan{int}, bool)"/>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    public Tensor LogSumExp(int dim, bool keepDim = false) => LogSumExp([dim], keepDim);

    /// <inheritdoc cref="LogSumExp(ReadOnlySpan{int}, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions to reduce; if none are given, all.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    public static Tensor LogSumExp(Tensor input, ReadOnlySpan<int> dims, bool keepDim = false) => input.NotNull().LogSumExp(dims, keepDim);

    /// <inheritdoc cref="LogSumExp(int, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public static Tensor LogSumExp(Tensor input, int dim, bool keepDim = false) => input.NotNull().LogSumExp(dim, keepDim);
}

internal sealed class LogSumExpOp(bool[] reduced) : Op
{
    public override string Name => "logsumexp";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => Dims.Keep(inputs[0], reduced);

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0];
        if (x.Numel == 0) return Tensor.Full(spec.Shape, double.NegativeInfinity, spec.DType, device: x.Device);
        Tensor max = new AmaxOp(reduced).Apply(x);
        // An infinite maximum must not be subtracted: inf − inf is NaN.
        Tensor shift = max.MaskedFill(max.Abs().Eq(double.PositiveInfinity), 0);
        return new SumOp(reduced).Apply((x - shift).Exp()).Log() + shift;
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(output);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor y = Saved(1);
        // Where every x is −inf the weights are 0/0, and are defined as 0.
        return grad * (Saved(0) - y.MaskedFill(y.Eq(double.NegativeInfinity), 0)).Exp();
    }
}
