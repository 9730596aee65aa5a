namespace Autograd.Nn;

public static partial class F
{
    /// <summary>
    /// The Kullback–Leibler divergence of a target from an input: target · (ln target − input), where the input is log-probabilities.
    /// </summary>
    /// <param name="input">Log-probabilities, of any shape, floating.</param>
    /// <param name="target">Probabilities, or with <paramref name="logTarget"/> their logarithms; broadcasts with the input.</param>
    /// <param name="reduction">How the elements' losses are reduced. The mean divides by the number of elements; see
    /// <paramref name="batchMean"/>.</param>
    /// <param name="logTarget">True where the target is log-probabilities too: then e^target · (target − input).</param>
    /// <param name="batchMean">With <see cref="Reduction.Mean"/>: divides by the input's first size instead, which is the mathematical
    /// definition.</param>
    /// <returns>A single number, or the elements' losses. A probability of 0 gives 0.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or batchMean is asked for and the input is a single
    /// number.</exception>
    public static Tensor KlDivLoss(
        Tensor input, Tensor target, Reduction reduction = Reduction.Mean, bool logTarget = false, bool batchMean = false)
    {
        input.NotNull();
        target.NotNull();
        const string Op = "kl_div";
        RequireFloating(Op, input);
        RequireFloating(Op, target);
        Broadcasting.Shapes(Op, input.Shape, target.Shape);
        Tensor loss;
        if (logTarget)
        {
            loss = target.Exp() * (target - input);
        }
        else
        {
            // Where a probability is 0 its logarithm is not taken: 0 · ln 0 is 0.
            Tensor none = target.Eq(0);
            loss = target * target.MaskedFill(none, 1).Log() - target * input;
        }

        if (!batchMean || reduction != Reduction.Mean) return Reduce(loss, reduction);
        return input.Rank == 0 ? loss.Sum() : loss.Sum() / input.Shape[0]; // a single number is a batch of one
    }

    /// <summary>
    /// The negative log-likelihood of counts that are Poisson distributed: e^input − target · input, without the constant terms.
    /// </summary>
    /// <param name="input">The logarithm of the expected count; without <paramref name="logInput"/>, the expected count.</param>
    /// <param name="target">Counts; broadcasts with the input.</param>
    /// <param name="logInput">False: the loss is input − target · ln(input + eps).</param>
    /// <param name="full">Adds Stirling's approximation of ln target!, where the target is above 1.</param>
    /// <param name="eps">Keeps the logarithm away from 0, without <paramref name="logInput"/>.</param>
    /// <param name="reduction">How the elements' losses are reduced.</param>
    /// <returns>A single number, or the elements' losses.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Tensor PoissonNllLoss(
        Tensor input, Tensor target, bool logInput = true, bool full = false, double eps = 1e-8, Reduction reduction = Reduction.Mean)
    {
        input.NotNull();
        target.NotNull();
        RequireFloating("poisson_nll_loss", input);
        Broadcasting.Shapes("poisson_nll_loss", input.Shape, target.Shape);
        Tensor loss = logInput ? input.Exp() - target * input : input - target * (input + eps).Log();
        if (full)
        {
            Tensor few = target.Le(1), counts = target.MaskedFill(few, 1);
            Tensor stirling = counts * counts.Log() - counts + (counts * (2 * Math.PI)).Log() * 0.5;
            loss = loss + stirling.MaskedFill(few, 0);
        }

        return Reduce(loss, reduction);
    }

    /// <summary>The negative log-likelihood of numbers that are normally distributed: (ln var + (input − target)²/var) / 2.</summary>
    /// <param name="input">The expected numbers, of any shape, floating.</param>
    /// <param name="target">Broadcasts with the input.</param>
    /// <param name="variance">The input's shape, or without its last dimension, or with 1 there. Not negative; clamped to at
    /// least <paramref name="eps"/>, which the gradient ignores.</param>
    /// <param name="full">Adds the constant, ln(2π)/2.</param>
    /// <param name="eps">The smallest variance.</param>
    /// <param name="reduction">How the elements' losses are reduced.</param>
    /// <returns>A single number, or the elements' losses.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A variance is negative.</exception>
    public static Tensor GaussianNllLoss(
        Tensor input, Tensor target, Tensor variance, bool full = false, double eps = 1e-6, Reduction reduction = Reduction.Mean)
    {
        input.NotNull();
        target.NotNull();
        variance.NotNull();
        const string Op = "gaussian_nll_loss";
        if (variance.Shape != input.Shape)
        {
            Shape lead = input.Rank == 0 ? [] : Shape.Create(input.Shape.AsSpan()[..^1]);
            if (variance.Shape == lead) variance = variance.Unsqueeze(-1);
            else if (variance.Shape != [.. lead, 1])
                throw new ShapeException(
                    $"{Op}: the variance must be {input.Shape} as the input, or that without its last dimension or with 1 "
                    + $"there, not {variance.Shape}");
        }

        if (variance.Lt(0).To(DType.Int64).Sum().Item<long>() > 0)
            throw new ArgumentOutOfRangeException(nameof(variance), $"{Op}: a variance is not negative");
        // Clamped in its values alone: the gradient passes through.
        Tensor held = variance + (variance.Detach().Clamp(min: eps) - variance.Detach());
        Tensor loss = (held.Log() + (input - target).Square() / held) * 0.5;
        return Reduce(full ? loss + 0.5 * Math.Log(2 * Math.PI) : loss, reduction);
    }
}
