namespace Autograd.Nn;

/// <summary>
/// Instance normalisation of [batch, channels, length], or of one sample without the batch: see <see cref="F.InstanceNorm"/>.
/// </summary>
/// <param name="numFeatures">The number of channels.</param>
/// <param name="eps">Added to the variance.</param>
/// <param name="momentum">How far the running statistics move towards a batch's.</param>
/// <param name="affine">Whether a weight and a bias for each channel are learned.</param>
/// <param name="trackRunningStats">Whether running statistics are kept, for evaluation.</param>
/// <param name="dtype">Float32 or Float64.</param>
public sealed class InstanceNorm1d(
    int numFeatures,
    double eps = 1e-5,
    double momentum = 0.1,
    bool affine = false,
    bool trackRunningStats = false,
    DType dtype = DType.Float32)
    : InstanceNorm(numFeatures, eps, momentum, affine, trackRunningStats, dtype)
{
    private protected override int SampleRank => 2;
}
