namespace Autograd.Nn;

/// <summary>
/// x1 · weight · x2 + bias: every output is a weighted sum of all products of an element of one input with an element of the other.
/// </summary>
public sealed class Bilinear : Module<Tensor, Tensor, Tensor>
{
    /// <summary>Creates the layer. Weight and bias start uniform in ±1/√in1Features.</summary>
    /// <param name="in1Features">The size of the first input's last dimension.</param>
    /// <param name="in2Features">The size of the second input's last dimension.</param>
    /// <param name="outFeatures">The size of the output's last dimension.</param>
    /// <param name="bias">Whether a bias is learned.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="generator">The source of the initial values; <see cref="Generator.Default"/> if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is too small.</exception>
    public Bilinear(
        int in1Features, int in2Features, int outFeatures, bool bias = true, DType dtype = DType.Float32, Generator? generator = null)
    {
        LayerSize.RequireAtLeast(1, in1Features, "bilinear", nameof(in1Features));
        LayerSize.RequireAtLeast(0, in2Features, "bilinear", nameof(in2Features));
        LayerSize.RequireAtLeast(0, outFeatures, "bilinear", nameof(outFeatures));
        double bound = 1 / Math.Sqrt(in1Features);
        Weight = AddParameter(
            "weight", Init.Uniform_(Tensor.Empty([outFeatures, in1Features, in2Features], dtype), -bound, bound, generator));
        if (bias) Bias = AddParameter("bias", Init.Uniform_(Tensor.Empty([outFeatures], dtype), -bound, bound, generator));
    }

    /// <summary>[outFeatures, in1Features, in2Features].</summary>
    public Parameter Weight { get; }

    /// <summary>[outFeatures], or null without bias.</summary>
    public Parameter? Bias { get; }

    /// <summary>Maps […, in1Features] and […, in2Features] to […, outFeatures].</summary>
    /// <param name="input1">[…, in1Features], of the parameters' dtype.</param>
    /// <param name="input2">[…, in2Features]; its leading dimensions equal those of the first input.</param>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    /// <exception cref="DTypeException">An input is of another dtype than the parameters.</exception>
    protected override Tensor Forward(Tensor input1, Tensor input2) => F.Bilinear(input1, input2, Weight, Bias);

    /// <inheritdoc/>
    protected override string Describe() =>
        $"{Weight.Shape[1]}, {Weight.Shape[2]}, {Weight.Shape[0]}{(Bias is null ? ", bias: false" : string.Empty)}";
}
