namespace Autograd.Nn;

/// <summary>Normalises the last dimensions of each sample: see <see cref="F.LayerNorm"/>.</summary>
public sealed class LayerNorm : Module<Tensor, Tensor>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="normalizedShape">The last dimensions.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="elementwiseAffine">Whether a weight and a bias of that shape are learned.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    public LayerNorm(Shape normalizedShape, double eps = 1e-5, bool elementwiseAffine = true, DType dtype = DType.Float32)
    {
        NormalizedShape = normalizedShape;
        Eps = eps;
        if (!elementwiseAffine) return;
        Weight = AddParameter("weight", Tensor.Ones(normalizedShape, dtype));
        Bias = AddParameter("bias", Tensor.Zeros(normalizedShape, dtype));
    }

    /// <summary>Creates the layer for the last dimension alone.</summary>
    /// <inheritdoc cref="LayerNorm(Shape, double, bool, DType)"/>
    /// <param name="normalizedSize">The size of the last dimension.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="elementwiseAffine">Whether a weight and a bias of that size are learned.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    public LayerNorm(int normalizedSize, double eps = 1e-5, bool elementwiseAffine = true, DType dtype = DType.Float32)
        : this([normalizedSize], eps, elementwiseAffine, dtype)
    {
    }

    /// <summary>The last dimensions.</summary>
    public Shape NormalizedShape { get; }

    /// <summary>Added to the variance.</summary>
    public double Eps { get; }

    /// <summary>Of the normalized shape, 1 at first; null without.</summary>
    public Parameter? Weight { get; }

    /// <summary>Of the normalized shape, 0 at first; null without.</summary>
    public Parameter? Bias { get; }

    /// <summary>Maps […, normalizedShape] to the same shape.</summary>
    /// <param name="input">Ends in the normalized shape.</param>
    /// <exception cref="ShapeException">The input does not end in the normalized shape.</exception>
    protected override Tensor Forward(Tensor input) => F.LayerNorm(input, NormalizedShape, Weight, Bias, Eps);

    /// <inheritdoc/>
    protected override string Describe() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{NormalizedShape}, eps: {Eps}, elementwiseAffine: {(Weight is null ? "false" : "true")}");
}
