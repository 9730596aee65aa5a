namespace Autograd.Nn;

/// <summary>Batch normalisation, for any number of spatial dimensions: see <see cref="F.BatchNorm"/>.</summary>
public abstract class BatchNorm : ChannelNorm
{
    private protected BatchNorm(int numFeatures, double eps, double? momentum, bool affine, bool trackRunningStats, DType dtype)
        : base(numFeatures, eps, momentum, affine, trackRunningStats, dtype)
    {
    }

    /// <summary>
    /// Normalises by the batch's own mean and variance in training, and by the running ones in evaluation (by the batch's if none are
    /// tracked).
    /// </summary>
    /// <param name="input">[batch, channels, …] with the spatial dimensions that the derived layer takes, of the weight's dtype.</param>
    /// <exception cref="ShapeException">The input does not fit, or in training a channel has a single value.</exception>
    /// <exception cref="DTypeException">The input is of another dtype than the weight.</exception>
    protected sealed override Tensor Forward(Tensor input)
    {
        Check(input);
        if (input.Shape[1] != NumFeatures)
            throw new ShapeException($"batch_norm: this layer has {NumFeatures} channels, and the input is {input.Shape}");
        bool measure = IsTraining || RunningMean is null;
        double momentum = Momentum ?? 1.0 / ((NumBatchesTracked?.Item<long>() ?? 0) + 1);
        Tensor output = F.BatchNorm(input, RunningMean, RunningVar, Weight, Bias, measure, momentum, Eps);
        if (IsTraining) NumBatchesTracked?.Add_(1);
        return output;
    }

    private protected abstract void Check(Tensor input);
}
