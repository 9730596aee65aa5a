namespace Autograd.Nn;

/// <summary>
/// One-dimensional transposed convolution, which enlarges sequences: see <see cref="F.ConvTranspose1d"/>. Weight and bias start uniform in
/// ±1/√(outChannels / groups · kernel cells).
/// </summary>
public sealed class ConvTranspose1d : ConvolutionLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="inChannels">The channels of the input.</param>
    /// <param name="outChannels">The channels of the output.</param>
    /// <param name="kernelSize">The window.</param>
    /// <param name="stride">How far apart the input's elements are in the output.</param>
    /// <param name="padding">How much is cropped from the output on each side.</param>
    /// <param name="outputPadding">How much larger the output is at its end; below the stride or the dilation.</param>
    /// <param name="groups">The number of groups: each group of output channels reads only its own group of input channels. Must divide
    /// both numbers of channels.</param>
    /// <param name="bias">Whether a learned bias is added to each output channel.</param>
    /// <param name="dilation">The distance between the kernel's cells.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="generator">The source of the initial values; <see cref="Generator.Default"/> if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range, or the groups do not divide the channels.</exception>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    public ConvTranspose1d(
        int inChannels,
        int outChannels,
        int kernelSize,
        int stride = 1,
        int padding = 0,
        int outputPadding = 0,
        int groups = 1,
        bool bias = true,
        int dilation = 1,
        DType dtype = DType.Float32,
        Generator? generator = null)
        : base(
            "conv_transpose1d",
            (inChannels, outChannels),
            [kernelSize],
            [stride],
            [dilation],
            groups,
            bias,
            PadMode.Constant,
            dtype,
            generator,
            transposed: true)
    {
        (KernelSize, Stride, Padding, OutputPadding, Dilation) = (kernelSize, stride, padding, outputPadding, dilation);
        RequireAtLeast(0, [Padding], nameof(padding));
        RequireAtLeast(0, [OutputPadding], nameof(outputPadding));
    }

    /// <summary>The window.</summary>
    public int KernelSize { get; }

    /// <summary>How far apart the input's elements are in the output.</summary>
    public int Stride { get; }

    /// <summary>How much is cropped from the output on each side.</summary>
    public int Padding { get; }

    /// <summary>How much larger the output is at its end.</summary>
    public int OutputPadding { get; }

    /// <summary>The distance between the kernel's cells.</summary>
    public int Dilation { get; }

    /// <summary>
    /// Maps the input as <see cref="Module{TIn, TOut}.Call"/> does, to an output of the given size: one of those that the stride
    /// allows, instead of the one that the output padding gives.
    /// </summary>
    /// <param name="input">[batch, inChannels, length], or the same without a batch.</param>
    /// <param name="outputSize">The size of the output.</param>
    /// <returns>The output, with outChannels channels.</returns>
    /// <exception cref="ShapeException">
    /// The output cannot have that size, the channels differ, or the padding leaves nothing of the output.
    /// </exception>
    /// <exception cref="DTypeException">The input has another dtype than the weight.</exception>
    public Tensor Call(Tensor input, int outputSize) => CallWith(input, x => ToSize(x, outputSize));

    /// <summary>Maps [batch, inChannels, length] to [batch, outChannels, length'], or the same without a batch.</summary>
    /// <param name="input">[batch, inChannels, length] or [inChannels, length], of the weight's dtype.</param>
    /// <exception cref="ShapeException">The channels differ, or the padding leaves nothing of the output.</exception>
    /// <exception cref="DTypeException">The input has another dtype than the weight.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The output padding is not below the stride or the dilation.</exception>
    protected override Tensor Forward(Tensor input) =>
        F.ConvTranspose1d(input, Weight, Bias, Stride, Padding, OutputPadding, Groups, Dilation);

    /// <inheritdoc/>
    protected override string Describe() => Describe(
        $"({KernelSize},)",
        $"({Stride},)",
        ("padding", $"({Padding},)", Padding != 0),
        ("dilation", $"({Dilation},)", Dilation != 1),
        ("outputPadding", $"({OutputPadding},)", OutputPadding != 0));

    private Tensor ToSize(Tensor input, int outputSize)
    {
        int more = input.Rank < 2 ? 0 : PaddingFor(outputSize, input.Shape[-1], KernelSize, Stride, Padding, Dilation);
        return F.ConvTranspose1d(input, Weight, Bias, Stride, Padding, more, Groups, Dilation);
    }
}
