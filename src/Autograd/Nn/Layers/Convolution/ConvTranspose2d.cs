namespace Autograd.Nn;

/// <summary>
/// Two-dimensional transposed convolution, which enlarges images: see <see cref="F.ConvTranspose2d"/>. Weight and bias start uniform in
/// ±1/√(outChannels / groups · kernel cells).
/// </summary>
public sealed class ConvTranspose2d : ConvolutionLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="inChannels">The channels of the input.</param>
    /// <param name="outChannels">The channels of the output.</param>
    /// <param name="kernelSize">The window: one number or (height, width).</param>
    /// <param name="stride">How far apart the input's elements are in the output; 1 if not given.</param>
    /// <param name="padding">How much is cropped from the output on each side; 0 if not given.</param>
    /// <param name="outputPadding">How much larger the output is at its end; below the stride or the dilation; 0 if not given.</param>
    /// <param name="groups">The number of groups: each group of output channels reads only its own group of input channels. Must divide
    /// both numbers of channels.</param>
    /// <param name="bias">Whether a learned bias is added to each output channel.</param>
    /// <param name="dilation">The distance between the kernel's cells; 1 if not given.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="generator">The source of the initial values; <see cref="Generator.Default"/> if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range, or the groups do not divide the channels.</exception>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    public ConvTranspose2d(
        int inChannels,
        int outChannels,
        Size2 kernelSize,
        Size2? stride = null,
        Size2? padding = null,
        Size2? outputPadding = null,
        int groups = 1,
        bool bias = true,
        Size2? dilation = null,
        DType dtype = DType.Float32,
        Generator? generator = null)
        : base(
            "conv_transpose2d",
            (inChannels, outChannels),
            kernelSize.Sizes,
            (stride ?? 1).Sizes,
            (dilation ?? 1).Sizes,
            groups,
            bias,
            PadMode.Constant,
            dtype,
            generator,
            transposed: true)
    {
        (KernelSize, Stride, Padding, OutputPadding, Dilation) = (kernelSize, stride ?? 1, padding ?? 0, outputPadding ?? 0, dilation ?? 1);
        RequireAtLeast(0, Padding.Sizes, nameof(padding));
        RequireAtLeast(0, OutputPadding.Sizes, nameof(outputPadding));
    }

    /// <summary>The window.</summary>
    public Size2 KernelSize { get; }

    /// <summary>How far apart the input's elements are in the output.</summary>
    public Size2 Stride { get; }

    /// <summary>How much is cropped from the output on each side.</summary>
    public Size2 Padding { get; }

    /// <summary>How much larger the output is at its end.</summary>
    public Size2 OutputPadding { get; }

    /// <summary>The distance between the kernel's cells.</summary>
    public Size2 Dilation { get; }

    /// <summary>
    /// Maps the input as <see cref="Module{TIn, TOut}.Call"/> does, to an output of the given size: one of those that the stride
    /// allows, instead of the one that the output padding gives.
    /// </summary>
    /// <param name="input">[batch, inChannels, height, width], or the same without a batch.</param>
    /// <param name="outputSize">The size of the output.</param>
    /// <returns>The output, with outChannels channels.</returns>
    /// <exception cref="ShapeException">
    /// The output cannot have that size, the channels differ, or the padding leaves nothing of the output.
    /// </exception>
    /// <exception cref="DTypeException">The input has another dtype than the weight.</exception>
    public Tensor Call(Tensor input, Size2 outputSize) => CallWith(input, x => ToSize(x, outputSize));

    /// <summary>Maps [batch, inChannels, height, width] to [batch, outChannels, height', width'], or the same without a batch.</summary>
    /// <param name="input">[batch, inChannels, height, width] or [inChannels, height, width], of the weight's dtype.</param>
    /// <exception cref="ShapeException">The channels differ, or the padding leaves nothing of the output.</exception>
    /// <exception cref="DTypeException">The input has another dtype than the weight.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The output padding is not below the stride or the dilation.</exception>
    protected override Tensor Forward(Tensor input) =>
        F.ConvTranspose2d(input, Weight, Bias, Stride, Padding, OutputPadding, Groups, Dilation);

    /// <inheritdoc/>
    protected override string Describe() => Describe(
        KernelSize,
        Stride,
        ("padding", Padding, Padding != 0),
        ("dilation", Dilation, Dilation != 1),
        ("outputPadding", OutputPadding, OutputPadding != 0));

    private Tensor ToSize(Tensor input, Size2 outputSize)
    {
        Size2 more = input.Rank < 3
            ? 0
            : (PaddingFor(outputSize.Height, input.Shape[-2], KernelSize.Height, Stride.Height, Padding.Height, Dilation.Height),
                PaddingFor(outputSize.Width, input.Shape[-1], KernelSize.Width, Stride.Width, Padding.Width, Dilation.Width));
        return F.ConvTranspose2d(input, Weight, Bias, Stride, Padding, more, Groups, Dilation);
    }
}
