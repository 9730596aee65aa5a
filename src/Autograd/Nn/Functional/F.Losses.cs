namespace Autograd.Nn;

public static partial class F
{
    /// <summary>The squared difference, (input − target)².</summary>
    /// <param name="input">Any shape, floating.</param>
    /// <param name="target">Of the input's shape.</param>
    /// <param name="reduction">How the elements' losses are reduced.</param>
    /// <returns>A single number, or the input's shape. Gradient: 2 · grad · (input − target), and its opposite to the target.</returns>
    /// <exception cref="ShapeException">The shapes differ. (PyTorch warns and broadcasts, which is nearly always a mistake.)</exception>
    public static Tensor MseLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
    {
        input.NotNull();
        target.NotNull();
        const string Op = "mse_loss";
        RequireOneShape(Op, input, target);
        if (!Promotion.ResultType(input, target).IsFloating()) RequireFloating(Op, input, target);
        return Reduce((input - target).Square(), reduction).WithCallName(Op);
    }

    /// <summary>
    /// The binary cross-entropy of probabilities: −w · (t · ln x + (1 − t) · ln(1 − x)), each logarithm clamped to at least −100.
    /// </summary>
    /// <param name="input">Probabilities in [0, 1], of any shape.</param>
    /// <param name="target">Of the input's shape; its range is not checked.</param>
    /// <param name="weight">A factor for each element; broadcasts to the input's shape. None if not given.</param>
    /// <param name="reduction">How the elements' losses are reduced; the mean divides by their number, whatever the weights.</param>
    /// <returns>A single number, or the input's shape. Gradient: grad · w · (x − t) / max(x · (1 − x), 1e−12).</returns>
    /// <exception cref="ShapeException">The shapes differ, or the weight does not broadcast.</exception>
    /// <exception cref="DTypeException">The input or the target is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input is not a probability.</exception>
    public static Tensor BceLoss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
    {
        input.NotNull();
        target.NotNull();
        RequireOneShape("binary_cross_entropy", input, target);
        RequireFloating("binary_cross_entropy", input, target);
        weight = weight is null ? null : Broadcasting.To("binary_cross_entropy", weight, input.Shape);
        Tensor loss = new BceOp().Apply(input, target);
        return Reduce(weight is null ? loss : loss * weight, reduction).WithCallName("binary_cross_entropy");
    }

    /// <summary>
    /// The binary cross-entropy of σ(input), computed from the input itself so that nothing overflows: −w · (p · t · ln σ(x) + (1 − t) · ln
    /// σ(−x)).
    /// </summary>
    /// <param name="input">Any numbers, of any shape, floating.</param>
    /// <param name="target">Of the input's shape.</param>
    /// <param name="weight">A factor w for each element; broadcasts to the input's shape. None if not given.</param>
    /// <param name="reduction">How the elements' losses are reduced; the mean divides by their number, whatever the weights.</param>
    /// <param name="posWeight">A factor p for the positive part; broadcasts to the input's shape, one for each class as a rule. None if not
    /// given.</param>
    /// <returns>A single number, or the input's shape. Gradient: grad · w · (σ(x) − t) without p.</returns>
    /// <exception cref="ShapeException">The shapes differ, or a weight does not broadcast.</exception>
    /// <exception cref="DTypeException">The input or the target is not floating.</exception>
    public static Tensor BceWithLogitsLoss(
        Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? posWeight = null)
    {
        input.NotNull();
        target.NotNull();
        const string Op = "binary_cross_entropy_with_logits";
        RequireOneShape(Op, input, target);
        RequireFloating(Op, input, target);
        weight = weight is null ? null : Broadcasting.To(Op + ", weight", weight, input.Shape);
        posWeight = posWeight is null ? null : Broadcasting.To(Op + ", posWeight", posWeight, input.Shape);
        Tensor loss;
        if (posWeight is null)
        {
            loss = new BceWithLogitsOp().Apply(input, target);
        }
        else
        {
            // The two parts are the losses of the targets 1 and 0, so that no weight is first added and then taken away.
            Tensor positive = new BceWithLogitsOp().Apply(input, Tensor.Ones([], input.DType, device: input.Device));
            Tensor negative = new BceWithLogitsOp().Apply(input, Tensor.Zeros([], input.DType, device: input.Device));
            loss = posWeight * target * positive + (1 - target) * negative;
        }

        return Reduce(weight is null ? loss : loss * weight, reduction).WithCallName(Op);
    }

    /// <summary>The negative log-likelihood of classes: −w[t] · x[n, t, …].</summary>
    /// <param name="input">Log-probabilities [batch, classes, …], or [classes] for one sample. Floating.</param>
    /// <param name="target">The class of each position, [batch, …] or [], int64 or int32, from 0 to classes − 1 or
    /// <paramref name="ignoreIndex"/>.</param>
    /// <param name="weight">[classes]: a factor for each class. None if not given. Takes no gradient.</param>
    /// <param name="ignoreIndex">A target that is ignored.</param>
    /// <param name="reduction">The mean divides by the sum of the weights of the targets that are not ignored; NaN if all are.</param>
    /// <returns>A single number, or the target's shape. Gradient: −w · grad at the class, 0 elsewhere.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The target is not int64 or int32, or the weight is of another dtype than the input.</exception>
    /// <exception cref="TensorIndexException">A target is not a class.</exception>
    /// <exception cref="GraphException">The weight requires grad.</exception>
    public static Tensor NllLoss(
        Tensor input, Tensor target, Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean)
    {
        input.NotNull();
        target.NotNull();
        (Tensor x, Tensor t, bool single) = AsBatch("nll_loss", input, target);
        Tensor loss = Nll(x, t, weight, ignoreIndex, reduction, out _);
        return single && reduction == Reduction.None ? loss.Squeeze(0).AsResult() : loss;
    }

    /// <summary>
    /// The cross-entropy of softmax(input) and the target: what a classifier is trained with. Takes logits, not probabilities.
    /// </summary>
    /// <param name="input">Logits [batch, classes, …], or [classes] for one sample. Floating.</param>
    /// <param name="target">The class of each position, [batch, …] or [], int64 or int32; or floating probabilities of the input's
    /// shape.</param>
    /// <param name="weight">[classes]: a factor for each class. None if not given.</param>
    /// <param name="ignoreIndex">A class that is ignored; for class targets only.</param>
    /// <param name="reduction">
    /// The mean divides by the sum of the weights of the classes that are not ignored (NaN if all are); for probabilities by the number of
    /// positions, whatever the weights.
    /// </param>
    /// <param name="labelSmoothing">ε in [0, 1]: the share of each target that is spread evenly over all classes.</param>
    /// <returns>A single number, or one for each position. Gradient of class targets: grad · w · (softmax(x) − one-hot(t)).</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The target has the input's shape but is not floating, or another shape and is not int64
    /// or int32.</exception>
    /// <exception cref="TensorIndexException">A target is not a class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The label smoothing is not in [0, 1], or a class is ignored and the targets are
    /// probabilities.</exception>
    public static Tensor CrossEntropy(
        Tensor input,
        Tensor target,
        Tensor? weight = null,
        long ignoreIndex = -100,
        Reduction reduction = Reduction.Mean,
        double labelSmoothing = 0)
    {
        input.NotNull();
        target.NotNull();
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(labelSmoothing), $"cross_entropy: label smoothing is from 0 to 1, not {labelSmoothing}");
        if (input.Shape == target.Shape) return SoftCrossEntropy(input, target, weight, ignoreIndex, reduction, labelSmoothing);
        if (target.DType.IsFloating())
        {
            throw new ShapeException(
                $"cross_entropy: a floating target holds probabilities and has the shape of the input {input.Shape}, not "
                + $"{target.Shape}; classes are int64");
        }

        (Tensor x, Tensor t, bool single) = AsBatch("cross_entropy", input, target);
        RequireClassWeight(weight, x.Shape[1]);
        Tensor loss = labelSmoothing == 0
            ? ByRows(x, t, weight, ignoreIndex, reduction)
            : Smoothed(x, t, weight, ignoreIndex, reduction, labelSmoothing);
        return single && reduction == Reduction.None ? loss.Squeeze(0).AsResult() : loss;
    }

    /// <summary>The fused form, with the classes in the last dimension.</summary>
    private static Tensor ByRows(Tensor x, Tensor target, Tensor? weight, long ignoreIndex, Reduction reduction)
    {
        RequireNoGrad("cross_entropy", weight);
        var op = new CrossEntropyOp(ignoreIndex, reduction);
        if (x.Rank > 2)
        {
            int[] order = [0, .. Enumerable.Range(2, x.Rank - 2), 1];
            x = x.Permute(order);
        }

        return weight is null ? op.Apply(x, target) : op.Apply([x, target, weight]);
    }

    private static Tensor Smoothed(Tensor x, Tensor target, Tensor? weight, long ignoreIndex, Reduction reduction, double labelSmoothing)
    {
        Tensor logs = x.LogSoftmax(1);
        Tensor loss = Nll(logs, target, weight, ignoreIndex, reduction, out double total);
        Tensor spread = -(weight is null ? logs : logs * AlongClasses(weight, x.Rank)).Sum(1);
        spread = spread.MaskedFill(target.Eq(ignoreIndex), 0);
        if (reduction != Reduction.None) spread = spread.Sum();
        if (reduction == Reduction.Mean) spread = spread / total;
        return loss * (1 - labelSmoothing) + spread * (labelSmoothing / x.Shape[1]);
    }

    private static Tensor SoftCrossEntropy(
        Tensor input, Tensor target, Tensor? weight, long ignoreIndex, Reduction reduction, double labelSmoothing)
    {
        if (!target.DType.IsFloating())
        {
            throw new DTypeException(
                $"cross_entropy: a target of the input's shape {input.Shape} holds probabilities and must be floating, not "
                + $"{target.DType.Text()}");
        }

        if (input.Rank == 0)
            throw new ShapeException("cross_entropy: the input must be [batch, classes, …] or [classes], not a single number");
        if (ignoreIndex >= 0)
            throw new ArgumentOutOfRangeException(
                nameof(ignoreIndex), "cross_entropy: ignoreIndex is for class targets, and these are probabilities");
        int dim = input.Rank == 1 ? 0 : 1, classes = input.Shape[dim];
        RequireClassWeight(weight, classes);
        if (labelSmoothing > 0) target = target * (1 - labelSmoothing) + labelSmoothing / classes;
        Tensor terms = input.LogSoftmax(dim) * target;
        if (weight is not null) terms = terms * AlongClasses(weight, input.Rank);
        return reduction switch
        {
            Reduction.None => -terms.Sum(dim),
            Reduction.Sum => -terms.Sum(),
            _ => -terms.Sum() / (input.Numel / (double)classes),
        };
    }

    private static Tensor Nll(Tensor x, Tensor target, Tensor? weight, long ignoreIndex, Reduction reduction, out double totalWeight)
    {
        RequireNoGrad("nll_loss", weight);
        var op = new NllLossOp(ignoreIndex, reduction);
        Tensor loss = weight is null ? op.Apply(x, target) : op.Apply([x, target, weight]);
        totalWeight = op.TotalWeight;
        return loss;
    }

    private static void RequireNoGrad(string op, Tensor? weight)
    {
        if (GradMode.IsEnabled && weight is { RequiresGrad: true })
            throw new GraphException($"{op}: the class weights take no gradient here; pass weight.Detach()");
    }

    /// <summary>Treats one sample without a batch as a batch of one.</summary>
    private static (Tensor Input, Tensor Target, bool Single) AsBatch(string op, Tensor input, Tensor target) => input.Rank switch
    {
        0 => throw new ShapeException($"{op}: the input must be [batch, classes, …] or [classes], not a single number"),
        1 when target.Rank == 0 => (input.Unsqueeze(0), target.Unsqueeze(0), true),
        1 => throw new ShapeException(
            $"{op}: an input {input.Shape} is the classes of one sample, whose target is one class [], not {target.Shape}"),
        _ => (input, target, false),
    };

    private static Tensor AlongClasses(Tensor weight, int rank)
    {
        if (rank <= 1) return weight;
        Span<int> dims = stackalloc int[rank - 1];
        dims.Fill(1);
        dims[0] = weight.Numel;
        return weight.Reshape(dims);
    }

    private static void RequireClassWeight(Tensor? weight, int classes)
    {
        if (weight is not null && weight.Shape != [classes])
            throw new ShapeException($"cross_entropy: the weight must be [{classes}], one for each class, not {weight.Shape}");
    }

    private static void RequireOneShape(string op, Tensor input, Tensor target)
    {
        if (input.Shape != target.Shape)
            throw new ShapeException(
                $"{op}: the input is {input.Shape} and the target {target.Shape}; they must have the same shape: Reshape or "
                + "BroadcastTo one of them");
    }

    private static void RequireFloating(string op, Tensor input, Tensor target)
    {
        if (!input.DType.IsFloating() || !target.DType.IsFloating())
            throw new DTypeException(
                $"{op}: the input ({input.DType.Text()}) and the target ({target.DType.Text()}) must be floating: convert "
                + "with To(DType.Float32)");
    }

    private static Tensor Reduce(Tensor loss, Reduction reduction) => reduction switch
    {
        Reduction.None => loss,
        Reduction.Sum => loss.Sum(),
        _ => loss.Mean(),
    };
}
