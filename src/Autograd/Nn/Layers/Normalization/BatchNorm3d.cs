namespace Autograd.Nn;

/// <summary>Batch normalisation of [batch, channels, depth, height, width]: see <see cref="F.BatchNorm"/>.</summary>
/// <param name="numFeatures">The number of channels.</param>
/// <param name="eps">Added to the variance.</param>
/// <param name="momentum">How far the running statistics move towards a batch's; null for the mean of all batches so far.</param>
/// <param name="affine">Whether a weight and a bias for each channel are learned.</param>
/// <param name="trackRunningStats">Whether running statistics are kept, for evaluation.</param>
/// <param name="dtype">Float32 or Float64.</param>
public sealed class BatchNorm3d(
    int numFeatures,
    double eps = 1e-5,
    double? momentum = 0.1,
    bool affine = true,
    bool trackRunningStats = true,
    DType dtype = DType.Float32)
    : BatchNorm(numFeatures, eps, momentum, affine, trackRunningStats, dtype)
{
    private protected override void Check(Tensor input) => RequireRank("batch_norm3d", input, 5, 5);
}
