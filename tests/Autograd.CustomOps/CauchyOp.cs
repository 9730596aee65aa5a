namespace Autograd.CustomOps;

/// <summary>log(1 + (x − target)² / scale²): a loss that large errors cannot rule.</summary>
public sealed class CauchyOp(double scale) : Op
{
    /// <summary>The loss of each element.</summary>
    public static Tensor Of(Tensor x, Tensor target, double scale = 1) => new CauchyOp(scale).Apply(x, target);

    protected override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs)
    {
        if (inputs[0] != inputs[1]) throw new ShapeException($"{Name}: the input is {inputs[0]} and the target {inputs[1]}; they must be alike");
        return inputs[0];
    }

    protected override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) =>
        ((inputs[0] - inputs[1]) / scale).Square().Log1p();

    protected override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(inputs[1]);
    }

    protected override Tensor Vjp(int input, Tensor grad)
    {
        Tensor error = Saved(0) - Saved(1);
        Tensor slope = grad * (error * 2) / (error.Square() + scale * scale);
        return input == 0 ? slope : -slope;
    }
}
