namespace Autograd.Nn;

/// <summary>x · weightᵀ + bias: every output is a weighted sum of every input. Weight and bias start uniform in ±1/√inFeatures.</summary>
public sealed class Linear : Module<Tensor, Tensor>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="inFeatures">The size of the input's last dimension.</param>
    /// <param name="outFeatures">The size of the output's last dimension.</param>
    /// <param name="bias">Whether a learned bias is added to each output.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="generator">The source of the initial values; <see cref="Generator.Default"/> if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    public Linear(int inFeatures, int outFeatures, bool bias = true, DType dtype = DType.Float32, Generator? generator = null)
    {
        LayerSize.RequireAtLeast(0, inFeatures, "linear", nameof(inFeatures));
        LayerSize.RequireAtLeast(0, outFeatures, "linear", nameof(outFeatures));
        Weight = AddParameter("weight", Tensor.Empty([outFeatures, inFeatures], dtype));
        if (bias) Bias = AddParameter("bias", Tensor.Empty([outFeatures], dtype));
        Init.Default(Weight, Bias, generator);
    }

    /// <summary>[outFeatures, inFeatures].</summary>
    public Parameter Weight { get; }

    /// <summary>[outFeatures], or null without bias.</summary>
    public Parameter? Bias { get; }

    /// <summary>The size of the input's last dimension.</summary>
    public int InFeatures => Weight.Shape[1];

    /// <summary>The size of the output's last dimension.</summary>
    public int OutFeatures => Weight.Shape[0];

    /// <summary>Maps […, inFeatures] to […, outFeatures].</summary>
    /// <param name="input">[…, inFeatures], of the weight's dtype.</param>
    /// <exception cref="ShapeException">The input's last dimension is not inFeatures.</exception>
    /// <exception cref="DTypeException">The input has another dtype than the weight.</exception>
    protected override Tensor Forward(Tensor input) => F.Linear(input, Weight, Bias);

    /// <inheritdoc/>
    protected override string Describe() =>
        $"inFeatures: {InFeatures}, outFeatures: {OutFeatures}, bias: {(Bias is null ? "false" : "true")}";
}
