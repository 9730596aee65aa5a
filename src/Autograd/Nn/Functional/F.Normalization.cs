using Autograd.Devices;

namespace Autograd.Nn;

public static partial class F
{
    /// <summary>
    /// Batch normalisation: normalises each channel over the batch and all positions to mean 0 and variance 1; then · weight + bias.
    /// </summary>
    /// <param name="input">[batch, channels, …], floating.</param>
    /// <param name="runningMean">[channels]: in training it moves towards the batch's mean, in place; in evaluation it replaces that mean.
    /// Null keeps no running mean.</param>
    /// <param name="runningVar">[channels]: the same for the variance; the unbiased variance is kept, the biased one normalises.</param>
    /// <param name="weight">[channels], or null for 1.</param>
    /// <param name="bias">[channels], or null for 0.</param>
    /// <param name="training">True measures the batch; false uses the running statistics, which must be given.</param>
    /// <param name="momentum">How far the running statistics move towards the new ones.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <returns>A tensor of the input's shape. The running statistics take no gradient.</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or in training a channel has a single value, which has no
    /// variance.</exception>
    /// <exception cref="DTypeException">The input is not floating, or weight or bias are of another dtype.</exception>
    /// <exception cref="ArgumentException">One of the running tensors is missing: in evaluation both are needed, in training both or
    /// none.</exception>
    public static Tensor BatchNorm(
        Tensor input,
        Tensor? runningMean,
        Tensor? runningVar,
        Tensor? weight = null,
        Tensor? bias = null,
        bool training = false,
        double momentum = 0.1,
        double eps = 1e-5)
    {
        input.NotNull();
        const string Op = "batch_norm";
        int channels = ChannelsOf(Op, input);
        CheckRunning(Op, input, runningMean, runningVar, !training);
        CheckChannels(Op, input, weight, bias);
        if (!training) return NormalizeBy(Op, input, runningMean!, runningVar!, weight, bias, eps);
        int count = channels == 0 ? 0 : input.Numel / channels;
        if (count == 1)
            throw new ShapeException(
                $"{Op}: in training more than one value for each channel is needed, and the input is {input.Shape}: use "
                + "Eval() or a larger batch");
        int length = Product(input.Shape, 2);
        var op = new NormalizeOp(Op, new NormGeometry(input.Shape[0], channels, length, length, channels), eps);
        Tensor[] found = Measured(op, input, weight, bias);
        if (runningMean is not null && count > 0) Follow(runningMean, runningVar!, found[1], Variance(found), count, momentum);
        return found[0];
    }

    /// <summary>
    /// Instance normalisation: normalises each channel of each sample over its positions to mean 0 and variance 1; then · weight + bias.
    /// </summary>
    /// <param name="input">[batch, channels, …] with at least one further dimension, floating.</param>
    /// <param name="runningMean">[channels]: moves towards the mean of the samples' means, or replaces them. Null keeps no running
    /// mean.</param>
    /// <param name="runningVar">[channels]: the same for the unbiased variances.</param>
    /// <param name="weight">[channels], or null for 1.</param>
    /// <param name="bias">[channels], or null for 0.</param>
    /// <param name="useInputStats">True measures the input; false uses the running statistics, which must be given.</param>
    /// <param name="momentum">How far the running statistics move towards the new ones.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <returns>A tensor of the input's shape.</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or a channel has a single position, which has no variance.</exception>
    /// <exception cref="DTypeException">The input is not floating, or weight or bias are of another dtype.</exception>
    /// <exception cref="ArgumentException">One of the running tensors is missing.</exception>
    public static Tensor InstanceNorm(
        Tensor input,
        Tensor? runningMean = null,
        Tensor? runningVar = null,
        Tensor? weight = null,
        Tensor? bias = null,
        bool useInputStats = true,
        double momentum = 0.1,
        double eps = 1e-5)
    {
        input.NotNull();
        const string Op = "instance_norm";
        int channels = ChannelsOf(Op, input);
        CheckRunning(Op, input, runningMean, runningVar, !useInputStats);
        CheckChannels(Op, input, weight, bias);
        if (!useInputStats) return NormalizeBy(Op, input, runningMean!, runningVar!, weight, bias, eps);
        int length = Product(input.Shape, 2), batch = input.Shape[0];
        if (length == 1) throw new ShapeException($"{Op}: more than one place for each channel is needed, and the input is {input.Shape}");
        var op = new NormalizeOp(Op, new NormGeometry(1, batch * channels, length, length, channels), eps);
        Tensor[] found = Measured(op, input, weight, bias);
        if (runningMean is not null && input.Numel > 0)
        {
            Tensor mean = found[1].Reshape(batch, channels).Mean(0), variance = Variance(found).Reshape(batch, channels).Mean(0);
            Follow(runningMean, runningVar!, mean, variance, length, momentum);
        }

        return found[0];
    }

    /// <summary>
    /// Layer normalisation: normalises the last dimensions of each sample to mean 0 and variance 1; then · weight + bias.
    /// </summary>
    /// <param name="input">[…, normalizedShape], floating.</param>
    /// <param name="normalizedShape">The last dimensions, at least one.</param>
    /// <param name="weight">Of that shape, or null for 1.</param>
    /// <param name="bias">Of that shape, or null for 0.</param>
    /// <param name="eps">Added to the (biased) variance.</param>
    /// <returns>A tensor of the input's shape.</returns>
    /// <exception cref="ShapeException">The input does not end in that shape, or weight or bias are of another.</exception>
    /// <exception cref="DTypeException">The input is not floating, or weight or bias are of another dtype.</exception>
    public static Tensor LayerNorm(Tensor input, Shape normalizedShape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
        Normalized(
            new NormalizeOp("layer_norm", LastDims("layer_norm", input.NotNull(), normalizedShape, weight, bias), eps),
            input,
            weight,
            bias);

    /// <summary>RMS normalisation: divides the last dimensions of each sample by their root mean square; then · weight.</summary>
    /// <remarks>Source: Zhang and Sennrich (2019), "Root mean square layer normalization".</remarks>
    /// <param name="input">[…, normalizedShape], floating.</param>
    /// <param name="normalizedShape">The last dimensions, at least one.</param>
    /// <param name="weight">Of that shape, or null for 1.</param>
    /// <param name="eps">Added to the mean square; if not given, the step from 1 to the next number of the input's dtype.</param>
    /// <returns>A tensor of the input's shape.</returns>
    /// <exception cref="ShapeException">The input does not end in that shape, or the weight is of another.</exception>
    /// <exception cref="DTypeException">The input is not floating, or the weight is of another dtype.</exception>
    public static Tensor RmsNorm(Tensor input, Shape normalizedShape, Tensor? weight = null, double? eps = null)
    {
        input.NotNull();
        NormGeometry geometry = LastDims("rms_norm", input, normalizedShape, weight, null) with { Centred = false };
        double least = eps ?? (input.DType == DType.Float32 ? Math.Pow(2, -23) : Math.Pow(2, -52));
        return Normalized(new NormalizeOp("rms_norm", geometry, least), input, weight, null);
    }

    /// <summary>
    /// Group normalisation: normalises each group of channels of each sample to mean 0 and variance 1; then · weight + bias.
    /// </summary>
    /// <param name="input">[batch, channels, …], floating.</param>
    /// <param name="groups">The number of groups, which must divide the number of channels.</param>
    /// <param name="weight">[channels], or null for 1.</param>
    /// <param name="bias">[channels], or null for 0.</param>
    /// <param name="eps">Added to the (biased) variance.</param>
    /// <returns>A tensor of the input's shape.</returns>
    /// <exception cref="ShapeException">The channels cannot be divided into groups, the shapes do not fit, or each group has a single
    /// value.</exception>
    /// <exception cref="DTypeException">The input is not floating, or weight or bias are of another dtype.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of groups is below 1.</exception>
    public static Tensor GroupNorm(Tensor input, int groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
    {
        input.NotNull();
        const string Op = "group_norm";
        if (groups < 1) throw new ArgumentOutOfRangeException(nameof(groups), $"{Op}: the number of groups is at least 1, not {groups}");
        int channels = ChannelsOf(Op, input), batch = input.Shape[0], places = Product(input.Shape, 2);
        CheckChannels(Op, input, weight, bias);
        if (channels % groups != 0)
            throw new ShapeException($"{Op}: {channels} channels cannot be divided into {groups} groups (input {input.Shape})");
        if ((long)batch * channels / groups * places == 1)
            throw new ShapeException(
                $"{Op}: more than one value for each group is needed, and the input is {input.Shape} in {groups} groups");
        var geometry = new NormGeometry(1, batch * groups, channels / groups * places, places, channels);
        return Normalized(new NormalizeOp(Op, geometry, eps), input, weight, bias);
    }

    /// <summary>Each vector along a dimension divided by its length: input / max(‖input‖ₚ, eps).</summary>
    /// <param name="input">Any shape, floating.</param>
    /// <param name="p">Which norm: 2 for the Euclidean length, 1, any positive number, or infinity for the largest magnitude.</param>
    /// <param name="dim">The dimension along which the vectors run.</param>
    /// <param name="eps">The smallest divisor, so that a vector of zeros stays zero.</param>
    /// <returns>A tensor of the input's shape.</returns>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">p is not above 0.</exception>
    public static Tensor Normalize(Tensor input, double p = 2, int dim = 1, double eps = 1e-12)
    {
        input.NotNull();
        RequireFloating("normalize", input);
        return input / VectorNorm("normalize", input, p, dim, keepDim: true).Clamp(min: eps);
    }

    /// <summary>
    /// <see cref="Tensor.Norm(double, int, bool)"/> for an exponent above 0; 0 for an empty vector, for order infinity too.
    /// </summary>
    private static Tensor VectorNorm(string op, Tensor x, double p, int dim, bool keepDim)
    {
        if (!(p > 0)) throw new ArgumentOutOfRangeException(nameof(p), $"{op}: the norm's exponent must be above 0, not {p}");
        bool isEmpty = x.Shape[x.Shape.NormalizeDim(op, dim)] == 0;
        return x.Norm(isEmpty ? 1 : p, dim, keepDim);
    }

    /// <summary>The biased variance of each group, in the elements' dtype, from the measured deviation.</summary>
    private static Tensor Variance(Tensor[] measured) => measured[2].Square().To(measured[1].DType);

    private static Tensor Normalized(NormalizeOp op, Tensor input, Tensor? weight, Tensor? bias) => Measured(op, input, weight, bias)[0];

    /// <summary>The normalised input, and the measured means and variances.</summary>
    private static Tensor[] Measured(NormalizeOp op, Tensor input, Tensor? weight, Tensor? bias)
    {
        if (bias is not null) return op.ApplyAll([input, weight ?? bias.OnesLike(), bias]);
        return weight is null ? op.ApplyAll(input) : op.ApplyAll([input, weight]);
    }

    /// <summary>Normalises each channel by given statistics.</summary>
    private static Tensor NormalizeBy(string op, Tensor input, Tensor mean, Tensor variance, Tensor? weight, Tensor? bias, double eps)
    {
        RequireFloating(op, input);
        foreach (Tensor? parameter in (ReadOnlySpan<Tensor?>)[weight, bias])
        {
            if (parameter is not null && parameter.DType != input.DType)
                throw new DTypeException(
                    $"{op}: weight and bias must be of the input's dtype {input.DType.Text()}, not {parameter.DType.Text()}: "
                    + "convert one with To");
        }

        Tensor scale = (variance.Detach() + eps).Pow(-0.5);
        Tensor factor = weight is null ? scale : scale * weight, shift = -mean.Detach() * factor;
        if (bias is not null) shift = shift + bias;
        return input * AlongClasses(factor.To(input.DType), input.Rank) + AlongClasses(shift.To(input.DType), input.Rank);
    }

    /// <summary>Moves the running statistics towards the measured ones.</summary>
    private static void Follow(Tensor runningMean, Tensor runningVar, Tensor mean, Tensor variance, int count, double momentum)
    {
        using GradModeScope mode = GradMode.NoGrad();
        runningMean.Mul_(1 - momentum).Add_(mean * momentum);
        runningVar.Mul_(1 - momentum).Add_(variance * (momentum * count / (count - 1.0)));
    }

    private static NormGeometry LastDims(string op, Tensor input, Shape last, Tensor? weight, Tensor? bias)
    {
        int from = input.Rank - last.Rank;
        if (last.Rank == 0 || from < 0 || !input.Shape.AsSpan()[from..].SequenceEqual(last))
            throw new ShapeException($"{op}: the input must end in the normalized shape {last}, and is {input.Shape}");
        foreach (Tensor? parameter in (ReadOnlySpan<Tensor?>)[weight, bias])
        {
            if (parameter is not null && parameter.Shape != last)
                throw new ShapeException($"{op}: weight and bias must be of the normalized shape {last}, not {parameter.Shape}");
        }

        int rows = 1;
        foreach (int size in input.Shape.AsSpan()[..from]) rows *= size;
        return new NormGeometry(1, rows, last.Numel, 1, last.Numel);
    }

    private static int ChannelsOf(string op, Tensor input) =>
        input.Rank >= 2 ? input.Shape[1] : throw new ShapeException($"{op}: the input must be [batch, channels, …], not {input.Shape}");

    private static void CheckChannels(string op, Tensor input, params ReadOnlySpan<Tensor?> tensors)
    {
        foreach (Tensor? tensor in tensors)
        {
            if (tensor is not null && tensor.Shape != [input.Shape[1]])
                throw new ShapeException(
                    $"{op}: weight, bias and running statistics must be [{input.Shape[1]}], one for each channel of the input "
                    + $"{input.Shape}, not {tensor.Shape}");
        }
    }

    private static void CheckRunning(string op, Tensor input, Tensor? mean, Tensor? variance, bool needed)
    {
        if ((mean is null) != (variance is null) || (needed && mean is null))
            throw new ArgumentException(
                $"{op}: give both runningMean and runningVar{(needed ? ", which evaluation normalises by" : " or neither")}", nameof(mean));
        CheckChannels(op, input, mean, variance);
    }

    private static void RequireFloating(string op, Tensor input)
    {
        if (!input.DType.IsFloating())
            throw new DTypeException($"{op}: the input must be floating, not {input.DType.Text()}; convert with To(DType.Float32)");
    }

    private static int Product(Shape shape, int from)
    {
        int product = 1;
        for (int i = from; i < shape.Rank; i++) product *= shape[i];
        return product;
    }
}
