using System.Globalization;

namespace Autograd.Nn;

/// <summary>What batch and instance normalisation share: a weight and a bias for each channel, and the running mean and variance.</summary>
public abstract class ChannelNorm : Module<Tensor, Tensor>
{
    private protected ChannelNorm(int numFeatures, double eps, double? momentum, bool affine, bool trackRunningStats, DType dtype)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numFeatures);
        NumFeatures = numFeatures;
        Eps = eps;
        Momentum = momentum;
        if (affine)
        {
            Weight = AddParameter("weight", Tensor.Ones([numFeatures], dtype));
            Bias = AddParameter("bias", Tensor.Zeros([numFeatures], dtype));
        }

        if (!trackRunningStats) return;
        RunningMean = AddBuffer("running_mean", Tensor.Zeros([numFeatures], dtype));
        RunningVar = AddBuffer("running_var", Tensor.Ones([numFeatures], dtype));
        NumBatchesTracked = AddBuffer("num_batches_tracked", Tensor.Zeros([], DType.Int64));
    }

    /// <summary>The number of channels.</summary>
    public int NumFeatures { get; }

    /// <summary>Added to the variance.</summary>
    public double Eps { get; }

    /// <summary>How far the running statistics move towards a batch's; null for the mean of all batches so far.</summary>
    public double? Momentum { get; internal set; }

    /// <summary>[channels], 1 at first; null without.</summary>
    public Parameter? Weight { get; }

    /// <summary>[channels], 0 at first; null without.</summary>
    public Parameter? Bias { get; }

    /// <summary>[channels]: a buffer, 0 at first; null where nothing is tracked.</summary>
    public Tensor? RunningMean { get; }

    /// <summary>[channels]: a buffer of unbiased variances, 1 at first; null where nothing is tracked.</summary>
    public Tensor? RunningVar { get; }

    /// <summary>The number of batches seen in training: an int64 buffer; null where nothing is tracked.</summary>
    public Tensor? NumBatchesTracked { get; }

    /// <summary>Resets the running statistics.</summary>
    public void ResetRunningStats()
    {
        RunningMean?.Zero_();
        RunningVar?.Fill_(1);
        NumBatchesTracked?.Zero_();
    }

    /// <inheritdoc/>
    protected override string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{NumFeatures}, eps: {Eps}, momentum: {Momentum?.ToString(CultureInfo.InvariantCulture) ?? "null"}, affine: "
        + $"{Text(Weight is not null)}, trackRunningStats: {Text(RunningMean is not null)}");

    private protected static void RequireRank(string op, Tensor input, int least, int most)
    {
        input.NotNull(method: op);
        if (input.Rank < least || input.Rank > most)
            throw new ShapeException(
                $"{op}: the input must have {(least == most ? $"{least}" : $"{least} or {most}")} dimensions, and is {input.Shape}");
    }

    private static string Text(bool value) => value ? "true" : "false";
}
