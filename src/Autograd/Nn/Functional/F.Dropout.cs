namespace Autograd.Nn;

public static partial class F
{
    /// <summary>
    /// Sets each element to 0 with probability p, and scales the others by 1/(1 − p), so that the expected value is unchanged.
    /// </summary>
    /// <param name="input">Any shape, floating.</param>
    /// <param name="p">The probability of 0. With 1 the result is the input times 0 (a NaN stays NaN), and nothing is drawn.</param>
    /// <param name="training">False returns the input itself.</param>
    /// <param name="generator">The source of the mask; <see cref="Generator.Default"/> if not given. One 53-bit draw per element, in
    /// row-major order.</param>
    /// <returns>A tensor of the input's shape. Gradient: grad times the same mask and scale.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is not a probability.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor Dropout(Tensor input, double p = 0.5, bool training = true, Generator? generator = null)
    {
        input.NotNull();
        if (Passes("dropout", input, p, training)) return input;
        if (p == 1) return Nothing(input);
        return input * Tensor.Bernoulli(1 - p, input.Shape, input.DType, generator, input.Device).Div_(1 - p);
    }

    /// <summary>Dropout of whole channels of [batch, channels, length], or of one sample without the batch.</summary>
    /// <inheritdoc cref="Dropout2d"/>
    /// <exception cref="ShapeException">The input has neither two nor three dimensions.</exception>
    public static Tensor Dropout1d(Tensor input, double p = 0.5, bool training = true, Generator? generator = null)
    {
        input.NotNull();
        if (input.Rank is not (2 or 3))
            throw new ShapeException($"dropout1d: the input must have 3 dimensions, or 2 without a batch, and is {input.Shape}");
        return Channels("dropout1d", 3, input, p, training, generator);
    }

    /// <summary>Dropout of whole channels of images, [batch, channels, …], with any further dimensions.</summary>
    /// <remarks>
    /// As in PyTorch 1.13, three dimensions are [batch, channels, length]: a single image without a batch needs an Unsqueeze(0).
    /// </remarks>
    /// <param name="input">The input, floating.</param>
    /// <param name="p">The probability of 0.</param>
    /// <param name="training">False returns the input itself.</param>
    /// <param name="generator">The source of the mask; <see cref="Generator.Default"/> if not given. One 53-bit draw per channel.</param>
    /// <returns>A tensor of the input's shape. Gradient: grad times the same mask and scale.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is not a probability.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    /// <exception cref="ShapeException">A mask is drawn and the input has fewer than two dimensions.</exception>
    public static Tensor Dropout2d(Tensor input, double p = 0.5, bool training = true, Generator? generator = null) =>
        Channels("dropout2d", input.NotNull().Rank, input, p, training, generator);

    /// <summary>
    /// Dropout of whole channels of [batch, channels, depth, height, width]; any other number of dimensions is one sample without the
    /// batch.
    /// </summary>
    /// <inheritdoc cref="Dropout2d"/>
    /// <exception cref="ShapeException">A mask is drawn and the input is a single number.</exception>
    public static Tensor Dropout3d(Tensor input, double p = 0.5, bool training = true, Generator? generator = null) =>
        Channels("dropout3d", 5, input.NotNull(), p, training, generator);

    /// <summary>
    /// Dropout that goes with selu: sets elements to selu's negative limit, −λα, and then scales and shifts all elements, so that mean 0
    /// and variance 1 are preserved.
    /// </summary>
    /// <remarks>Source: Klambauer et al. (2017), "Self-normalizing neural networks".</remarks>
    /// <param name="input">Any shape, floating.</param>
    /// <param name="p">The probability of −λα. With 1 the result is the input times 0.</param>
    /// <param name="training">False, as it is here by default and in PyTorch, returns the input itself.</param>
    /// <param name="generator">The source of the mask; <see cref="Generator.Default"/> if not given.</param>
    /// <returns>A tensor of the input's shape. Gradient: grad times the same mask and scale.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is not a probability.</exception>
    /// <exception cref="DTypeException">The input is not floating.</exception>
    public static Tensor AlphaDropout(Tensor input, double p = 0.5, bool training = false, Generator? generator = null) =>
        Passes("alpha_dropout", input.NotNull(), p, training) ? input : TowardsSelu(input, p, input.Shape, generator);

    /// <summary>Like <see cref="AlphaDropout"/>, for whole channels of [batch, channels, …].</summary>
    /// <inheritdoc cref="AlphaDropout"/>
    /// <exception cref="ShapeException">A mask is drawn and the input has fewer than two dimensions.</exception>
    public static Tensor FeatureAlphaDropout(Tensor input, double p = 0.5, bool training = false, Generator? generator = null)
    {
        input.NotNull();
        const string Op = "feature_alpha_dropout";
        if (Passes(Op, input, p, training)) return input;
        return p == 1 ? Nothing(input) : TowardsSelu(input, p, OneForEachChannel(Op, input.Shape), generator);
    }

    internal static void CheckDropout(double p, string op = "dropout")
    {
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p), $"{op}: a probability is from 0 to 1, not {p}");
    }

    /// <summary>Checks the arguments; true if the input passes through unchanged.</summary>
    private static bool Passes(string op, Tensor input, double p, bool training)
    {
        CheckDropout(p, op);
        if (!training || p == 0) return true;
        if (p < 1) RequireFloating(op, input);
        return input.Numel == 0;
    }

    /// <summary>One draw per channel; an input whose rank is not that of a batch is one sample.</summary>
    // All is dropped; the gradient is 0 too.
    private static Tensor Nothing(Tensor input) => input.DType.IsFloating() ? input * 0.0 : input.ZerosLike();

    private static Tensor Channels(string op, int batch, Tensor input, double p, bool training, Generator? generator)
    {
        if (Passes(op, input, p, training)) return input;
        if (p == 1) return Nothing(input);
        Tensor samples = input.Rank == batch ? input : input.Unsqueeze(0);
        Tensor kept =
            samples * Tensor.Bernoulli(1 - p, OneForEachChannel(op, samples.Shape), input.DType, generator, input.Device).Div_(1 - p);
        return input.Rank == batch ? kept : kept.Squeeze(0);
    }

    private static Shape OneForEachChannel(string op, Shape shape)
    {
        if (shape.Rank < 2) throw new ShapeException($"{op}: whole channels are dropped of [batch, channels, …], and the input is {shape}");
        int[] sizes = new int[shape.Rank];
        Array.Fill(sizes, 1);
        (sizes[0], sizes[1]) = (shape[0], shape[1]);
        return Shape.Create(sizes);
    }

    private static Tensor TowardsSelu(Tensor input, double p, Shape mask, Generator? generator)
    {
        if (p == 1) return Nothing(input);
        const double Alpha = 1.0507009873554805 * 1.6732632423543772; // λα
        double scale = 1 / Math.Sqrt((Alpha * Alpha * p + 1) * (1 - p));
        Tensor kept = Tensor.Bernoulli(1 - p, mask, input.DType, generator, input.Device);
        Tensor shift = (kept - 1).Mul_(Alpha * scale).Add_(Alpha * scale * p);
        return input * kept.Mul_(scale) + shift;
    }
}
