namespace Autograd.Nn;

/// <summary>Normalises the channels of each sample in groups: see <see cref="F.GroupNorm"/>.</summary>
public sealed class GroupNorm : Module<Tensor, Tensor>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="numGroups">The number of groups, which must divide the number of channels.</param>
    /// <param name="numChannels">The number of channels.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="affine">Whether a weight and a bias for each channel are learned.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">The channels cannot be divided into the groups.</exception>
    public GroupNorm(int numGroups, int numChannels, double eps = 1e-5, bool affine = true, DType dtype = DType.Float32)
    {
        LayerSize.RequireAtLeast(1, numGroups, "group_norm", nameof(numGroups));
        LayerSize.RequireAtLeast(0, numChannels, "group_norm", nameof(numChannels));
        if (numChannels % numGroups != 0)
            throw new ArgumentException($"group_norm: {numChannels} channels cannot be divided into {numGroups} groups", nameof(numGroups));
        NumGroups = numGroups;
        NumChannels = numChannels;
        Eps = eps;
        if (!affine) return;
        Weight = AddParameter("weight", Tensor.Ones([numChannels], dtype));
        Bias = AddParameter("bias", Tensor.Zeros([numChannels], dtype));
    }

    /// <summary>The number of groups.</summary>
    public int NumGroups { get; }

    /// <summary>The number of channels.</summary>
    public int NumChannels { get; }

    /// <summary>Added to the variance.</summary>
    public double Eps { get; }

    /// <summary>[channels], 1 at first; null without.</summary>
    public Parameter? Weight { get; }

    /// <summary>[channels], 0 at first; null without.</summary>
    public Parameter? Bias { get; }

    /// <summary>Maps [batch, channels, …] to the same shape.</summary>
    /// <param name="input">[batch, channels, …].</param>
    /// <exception cref="ShapeException">The input does not fit.</exception>
    protected override Tensor Forward(Tensor input) => F.GroupNorm(input, NumGroups, Weight, Bias, Eps);

    /// <inheritdoc/>
    protected override string Describe() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{NumGroups}, {NumChannels}, eps: {Eps}, affine: {(Weight is null ? "false" : "true")}");
}
