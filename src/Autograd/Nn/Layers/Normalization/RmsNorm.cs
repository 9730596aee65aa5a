using System.Globalization;

namespace Autograd.Nn;

/// <summary>Divides the last dimensions of each sample by their root mean square: see <see cref="F.RmsNorm"/>.</summary>
public sealed class RmsNorm : Module<Tensor, Tensor>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="normalizedShape">The last dimensions.</param>
    /// <param name="eps">Added to the mean square; if not given, the step from 1 to the next number of the input's dtype.</param>
    /// <param name="elementwiseAffine">Whether a weight of that shape is learned.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    public RmsNorm(Shape normalizedShape, double? eps = null, bool elementwiseAffine = true, DType dtype = DType.Float32)
    {
        NormalizedShape = normalizedShape;
        Eps = eps;
        if (elementwiseAffine) Weight = AddParameter("weight", Tensor.Ones(normalizedShape, dtype));
    }

    /// <summary>Creates the layer for the last dimension alone.</summary>
    /// <inheritdoc cref="RmsNorm(Shape, double?, bool, DType)"/>
    /// <param name="normalizedSize">The size of the last dimension.</param>
    /// <param name="eps">Added to the mean square; if null, the step from 1 to the next number of the input's dtype.</param>
    /// <param name="elementwiseAffine">Whether a weight of that size is learned.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    public RmsNorm(int normalizedSize, double? eps = null, bool elementwiseAffine = true, DType dtype = DType.Float32)
        : this([normalizedSize], eps, elementwiseAffine, dtype)
    {
    }

    /// <summary>The last dimensions.</summary>
    public Shape NormalizedShape { get; }

    /// <summary>Added to the mean square; null for the step from 1 to the next number of the input's dtype.</summary>
    public double? Eps { get; }

    /// <summary>Of the normalized shape, 1 at first; null without.</summary>
    public Parameter? Weight { get; }

    /// <summary>Maps […, normalizedShape] to the same shape.</summary>
    /// <param name="input">Ends in the normalized shape.</param>
    /// <exception cref="ShapeException">The input does not end in the normalized shape.</exception>
    protected override Tensor Forward(Tensor input) => F.RmsNorm(input, NormalizedShape, Weight, Eps);

    /// <inheritdoc/>
    protected override string Describe() =>
        $"{NormalizedShape}, eps: {Eps?.ToString(CultureInfo.InvariantCulture) ?? "null"}, elementwiseAffine: "
        + $"{(Weight is null ? "false" : "true")}";
}
