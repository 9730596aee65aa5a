namespace Autograd.Nn;

/// <summary>Instance normalisation, for any number of spatial dimensions: see <see cref="F.InstanceNorm"/>.</summary>
public abstract class InstanceNorm : ChannelNorm
{
    private protected InstanceNorm(int numFeatures, double eps, double momentum, bool affine, bool trackRunningStats, DType dtype)
        : base(numFeatures, eps, momentum, affine, trackRunningStats, dtype)
    {
    }

    private protected abstract int SampleRank { get; }

    /// <summary>
    /// Normalises by each sample's own means and variances; in evaluation, by the running ones if they are tracked. Takes a batch or one
    /// sample.
    /// </summary>
    /// <param name="input">
    /// [batch, channels, …] or [channels, …] with the spatial dimensions that the derived layer takes, of the weight's dtype.
    /// </param>
    /// <exception cref="ShapeException">The input does not fit, or a channel has a single position.</exception>
    /// <exception cref="DTypeException">The input is of another dtype than the weight.</exception>
    protected sealed override Tensor Forward(Tensor input)
    {
        RequireRank("instance_norm", input, SampleRank, SampleRank + 1);
        if (input.Rank == SampleRank) return Forward(input.Unsqueeze(0)).Squeeze(0);
        if (RunningMean is not null && input.Shape[1] != NumFeatures)
            throw new ShapeException($"instance_norm: this layer has {NumFeatures} channels, and the input is {input.Shape}");
        bool measure = IsTraining || RunningMean is null;
        return F.InstanceNorm(input, RunningMean, RunningVar, Weight, Bias, measure, Momentum ?? 0, Eps);
    }
}
