namespace Autograd.Nn;

public static partial class F
{
    // PyTorch's value: it keeps the root in the cosine, and the derivative of the distance, away from 0.
    private const double CosineEps = 1e-12, DistanceEps = 1e-6;

    /// <summary>The absolute difference, |input − target|.</summary>
    /// <param name="input">Any shape, floating.</param>
    /// <param name="target">Of the input's shape.</param>
    /// <param name="reduction">How the elements' losses are reduced.</param>
    /// <returns>A single number, or the input's shape. Gradient: grad · sign(input − target), 0 where they are equal.</returns>
    /// <exception cref="ShapeException">The shapes differ. (PyTorch warns and broadcasts.)</exception>
    public static Tensor L1Loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
    {
        input.NotNull();
        target.NotNull();
        RequireOneShape("l1_loss", input, target);
        return Reduce((input - target).Abs(), reduction);
    }

    /// <summary>Squared where the difference is small, absolute where it is large: d²/(2β) below β, |d| − β/2 above.</summary>
    /// <param name="input">Any shape, floating.</param>
    /// <param name="target">Of the input's shape.</param>
    /// <param name="reduction">How the elements' losses are reduced.</param>
    /// <param name="beta">The difference at which the two meet, at least 0; 0 makes it <see cref="L1Loss"/>.</param>
    /// <returns>A single number, or the input's shape. Gradient: grad · d/β, clamped to ±1.</returns>
    /// <exception cref="ShapeException">The shapes differ. (PyTorch warns and broadcasts.)</exception>
    /// <exception cref="ArgumentOutOfRangeException">β is negative or not a number.</exception>
    public static Tensor SmoothL1Loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1)
    {
        input.NotNull();
        target.NotNull();
        const string Op = "smooth_l1_loss";
        if (!(beta >= 0 && double.IsFinite(beta)))
            throw new ArgumentOutOfRangeException(nameof(beta), $"{Op}: beta is a finite number of at least 0, not {beta}");
        RequireOneShape(Op, input, target);
        if (!Promotion.ResultType(input, target).IsFloating()) RequireFloating(Op, input, target);
        if (beta == 0) return L1Loss(input, target, reduction);
        return Reduce(new HuberOp(beta).Apply(input - target) / beta, reduction).WithCallName(Op);
    }

    /// <summary>Squared where the difference is small, absolute where it is large: d²/2 up to δ, δ·(|d| − δ/2) beyond.</summary>
    /// <remarks>Source: Huber (1964), "Robust estimation of a location parameter".</remarks>
    /// <param name="input">Any shape, floating.</param>
    /// <param name="target">Of the input's shape.</param>
    /// <param name="reduction">How the elements' losses are reduced.</param>
    /// <param name="delta">The difference at which the two meet, above 0.</param>
    /// <returns>A single number, or the input's shape. Gradient: grad · d, clamped to ±δ.</returns>
    /// <exception cref="ShapeException">The shapes differ. (PyTorch warns and broadcasts.)</exception>
    /// <exception cref="ArgumentOutOfRangeException">δ is not above 0.</exception>
    public static Tensor HuberLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double delta = 1)
    {
        input.NotNull();
        target.NotNull();
        const string Op = "huber_loss";
        if (!(delta > 0 && double.IsFinite(delta)))
            throw new ArgumentOutOfRangeException(nameof(delta), $"{Op}: delta is a finite number above 0, not {delta}");
        RequireOneShape(Op, input, target);
        if (!Promotion.ResultType(input, target).IsFloating()) RequireFloating(Op, input, target);
        return Reduce(new HuberOp(delta).Apply(input - target), reduction).WithCallName(Op);
    }

    /// <summary>
    /// How far two vectors are from pointing in the same direction (target 1), or how far their cosine is above a margin (target −1).
    /// </summary>
    /// <param name="input1">[batch, size], or [size] for one pair. Floating.</param>
    /// <param name="input2">A tensor of as many dimensions; the sizes broadcast.</param>
    /// <param name="target">1 or −1 for each pair: [batch], or [].</param>
    /// <param name="margin">The cosine that unlike pairs may have, from −1 to 1.</param>
    /// <param name="reduction">How the pairs' losses are reduced.</param>
    /// <returns>A single number, or one for each pair: 1 − cos, or max(0, cos − margin).</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static Tensor CosineEmbeddingLoss(
        Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean)
    {
        input1.NotNull();
        input2.NotNull();
        target.NotNull();
        const string Op = "cosine_embedding_loss";
        if (target.Rank > 1 || input1.Rank != target.Rank + 1 || input2.Rank != input1.Rank)
        {
            throw new ShapeException(
                $"{Op}: the inputs are [batch, size] with a target [batch], or [size] with a target [], not {input1.Shape} "
                + $"and {input2.Shape} with {target.Shape}");
        }

        Tensor lengths = ((input1.Square().Sum(-1) + CosineEps) * (input2.Square().Sum(-1) + CosineEps)).Sqrt();
        Tensor product = (input1 * input2).Sum(-1);
        if (!Scaling.AreFinite(lengths) || !Scaling.AreFinite(product))
        {
            // The squares exceed the dtype's range: factor the largest element out of each vector.
            Tensor first = Scaling.Largest(input1, Dims.Mark(Op, input1.Shape, [-1]));
            Tensor second = Scaling.Largest(input2, Dims.Mark(Op, input2.Shape, [-1]));
            lengths = (Length(input1 / first, first) * Length(input2 / second, second)).Sqrt();
            product = (input1 / first * (input2 / second)).Sum(-1);
        }

        Tensor cosine = product / lengths;
        return Reduce(By(target, 1, 1 - cosine) + By(target, -1, (cosine - margin).Clamp(min: 0)), reduction);

        static Tensor Length(Tensor part, Tensor factor) => part.Square().Sum(-1) + (CosineEps / factor / factor).Squeeze(-1);
    }

    /// <summary>
    /// How much nearer than a margin an anchor is to an unlike sample than to a like one: max(0, d(a, p) − d(a, n) + margin).
    /// </summary>
    /// <remarks>
    /// d is the p-norm of the difference plus <paramref name="eps"/>. Source: Balntas et al. (2016), "Learning local feature descriptors
    /// with triplets".
    /// </remarks>
    /// <param name="anchor">[batch, size], or [size] for one. Floating.</param>
    /// <param name="positive">Similar samples, of as many dimensions, whose sizes broadcast.</param>
    /// <param name="negative">Dissimilar samples; likewise.</param>
    /// <param name="margin">How much farther the unlike one should be.</param>
    /// <param name="p">The order of the norm.</param>
    /// <param name="eps">Added to each difference.</param>
    /// <param name="swap">Takes the distance of the positive from the negative instead where that is smaller.</param>
    /// <param name="reduction">How the triplets' losses are reduced.</param>
    /// <returns>A single number, or one for each triplet.</returns>
    /// <exception cref="ShapeException">The inputs have different numbers of dimensions, or do not broadcast.</exception>
    /// <exception cref="ArgumentOutOfRangeException">p is not above 0.</exception>
    public static Tensor TripletMarginLoss(
        Tensor anchor,
        Tensor positive,
        Tensor negative,
        double margin = 1,
        double p = 2,
        double eps = DistanceEps,
        bool swap = false,
        Reduction reduction = Reduction.Mean)
    {
        anchor.NotNull();
        positive.NotNull();
        negative.NotNull();
        const string Op = "triplet_margin_loss";
        RequireOneRank(Op, anchor, positive, negative);
        Tensor far = Distance(anchor, negative);
        if (swap) far = far.Minimum(Distance(positive, negative));
        return Reduce((Distance(anchor, positive) - far + margin).Clamp(min: 0), reduction);

        Tensor Distance(Tensor a, Tensor b)
        {
            Tensor apart = a - b + eps;
            return VectorNorm(Op, apart.Rank == 0 ? apart.Unsqueeze(0) : apart, p, -1, keepDim: false);
        }
    }

    /// <summary>The input itself where the target is 1 (a distance, made small), max(0, margin − input) where it is −1.</summary>
    /// <param name="input">Any shape, floating.</param>
    /// <param name="target">1 or −1 for each element; broadcasts with the input.</param>
    /// <param name="margin">How large the inputs of unlike pairs should be.</param>
    /// <param name="reduction">How the elements' losses are reduced.</param>
    /// <returns>A single number, or the elements' losses.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public static Tensor HingeEmbeddingLoss(Tensor input, Tensor target, double margin = 1, Reduction reduction = Reduction.Mean)
    {
        input.NotNull();
        target.NotNull();
        Tensor none = Tensor.Zeros([], input.DType, device: input.Device);
        Tensor unlike = Tensor.Where(target.Ne(1), (margin - input).Clamp(min: 0), none);
        return Reduce(unlike + Tensor.Where(target.Ne(-1), input, none), reduction);
    }

    /// <summary>How far two scores are from the required order: max(0, −target · (input1 − input2) + margin).</summary>
    /// <param name="input1">Any shape, floating.</param>
    /// <param name="input2">Of as many dimensions, whose sizes broadcast.</param>
    /// <param name="target">1 where the first should rank higher, −1 where the second; likewise.</param>
    /// <param name="margin">The required difference of the scores.</param>
    /// <param name="reduction">How the pairs' losses are reduced.</param>
    /// <returns>A single number, or the pairs' losses.</returns>
    /// <exception cref="ShapeException">The tensors have different numbers of dimensions, or do not broadcast.</exception>
    public static Tensor MarginRankingLoss(
        Tensor input1, Tensor input2, Tensor target, double margin = 0, Reduction reduction = Reduction.Mean)
    {
        input1.NotNull();
        input2.NotNull();
        target.NotNull();
        RequireOneRank("margin_ranking_loss", input1, input2, target);
        return Reduce((-target * (input1 - input2) + margin).Clamp(min: 0), reduction);
    }

    /// <summary>The logistic loss of targets 1 and −1: ln(1 + e^(−target · input)), computed so that nothing overflows.</summary>
    /// <param name="input">Any shape, floating.</param>
    /// <param name="target">1 or −1 for each element; broadcasts to the input's shape.</param>
    /// <param name="reduction">How the elements' losses are reduced.</param>
    /// <returns>A single number, or the input's shape. Gradient: −grad · target · σ(−target · input).</returns>
    /// <exception cref="ShapeException">The target does not broadcast to the input's shape.</exception>
    public static Tensor SoftMarginLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
    {
        input.NotNull();
        target.NotNull();
        target = Broadcasting.To("soft_margin_loss", target, input.Shape);
        return Reduce(-(target * input).LogSigmoid(), reduction);
    }

    /// <summary>
    /// The mean over classes of the binary cross-entropy of logits: for samples that may have several labels, or none. Gradient: that of
    /// <see cref="BceWithLogitsLoss"/>, over the number of classes.
    /// </summary>
    /// <param name="input">[…, classes], floating: the logits.</param>
    /// <param name="target">The same shape and dtype: 1 where the sample has the label, 0 where not.</param>
    /// <param name="weight">[classes]: a factor for each class; broadcasts. None if not given.</param>
    /// <param name="reduction">What becomes of the samples' losses.</param>
    /// <returns>A single number, or one for each sample.</returns>
    /// <exception cref="ShapeException">The shapes differ, there is no dimension of classes, or the weight does not broadcast.</exception>
    /// <exception cref="DTypeException">The dtypes differ, or are not floating.</exception>
    public static Tensor MultiLabelSoftMarginLoss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
    {
        input.NotNull();
        target.NotNull();
        if (input.Rank == 0) throw new ShapeException($"multilabel_soft_margin_loss: the input must be […, classes], not {input.Shape}");
        return Reduce(BceWithLogitsLoss(input, target, weight, Reduction.None).Mean(-1), reduction);
    }

    /// <summary>A loss where the target is the given sign, 0 elsewhere.</summary>
    private static Tensor By(Tensor target, int sign, Tensor loss) =>
        Tensor.Where(target.Eq(sign), loss, Tensor.Zeros([], loss.DType, device: loss.Device));

    private static void RequireOneRank(string op, Tensor a, Tensor b, Tensor c)
    {
        if (a.Rank != b.Rank || a.Rank != c.Rank)
            throw new ShapeException(
                $"{op}: the tensors must have as many dimensions each, and are {a.Shape}, {b.Shape} and {c.Shape}: Unsqueeze or Reshape");
    }
}
