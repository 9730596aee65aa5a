namespace Autograd.Nn;

/// <summary>
/// Two-dimensional convolution (cross-correlation) over images. Weight and bias start uniform in ±1/√(inChannels / groups · kernel cells).
/// </summary>
public sealed class Conv2d : ConvolutionLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="inChannels">The channels of the input.</param>
    /// <param name="outChannels">The channels of the output.</param>
    /// <param name="kernelSize">The window: one number or (height, width).</param>
    /// <param name="stride">The distance between windows; 1 if not given.</param>
    /// <param name="padding">Zeros on each side: numbers, <see cref="Padding2d.Same"/> or <see cref="Padding2d.Valid"/>; none if not
    /// given.</param>
    /// <param name="dilation">The distance between the kernel's cells; 1 if not given.</param>
    /// <param name="groups">The number of groups: each group of output channels reads only its own group of input channels. Must divide
    /// both numbers of channels.</param>
    /// <param name="bias">Whether a learned bias is added to each output channel.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="generator">The source of the initial values; <see cref="Generator.Default"/> if not given.</param>
    /// <param name="paddingMode">What the padding is made of instead of zeros.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range, or the groups do not divide the channels.</exception>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    public Conv2d(
        int inChannels,
        int outChannels,
        Size2 kernelSize,
        Size2? stride = null,
        Padding2d? padding = null,
        Size2? dilation = null,
        int groups = 1,
        bool bias = true,
        DType dtype = DType.Float32,
        Generator? generator = null,
        PadMode paddingMode = PadMode.Constant)
        : base(
            "conv2d",
            (inChannels, outChannels),
            kernelSize.Sizes,
            (stride ?? 1).Sizes,
            (dilation ?? 1).Sizes,
            groups,
            bias,
            paddingMode,
            dtype,
            generator)
    {
        (KernelSize, Stride, Padding, Dilation) = (kernelSize, stride ?? 1, padding ?? 0, dilation ?? 1);
        (int top, _, int left, _) = Padding.Sides(KernelSize, Stride, Dilation);
        RequireAtLeast(0, [top, left], nameof(padding));
    }

    /// <summary>The window.</summary>
    public Size2 KernelSize { get; }

    /// <summary>The distance between windows.</summary>
    public Size2 Stride { get; }

    /// <summary>How much is added on each side.</summary>
    public Padding2d Padding { get; }

    /// <summary>The distance between the kernel's cells.</summary>
    public Size2 Dilation { get; }

    /// <summary>Maps [batch, inChannels, height, width] to [batch, outChannels, height', width'], or the same without a batch.</summary>
    /// <param name="input">[batch, inChannels, height, width] or [inChannels, height, width], of the weight's dtype.</param>
    /// <exception cref="ShapeException">The channels differ, the kernel does not fit into the input, or the padding mode cannot reach so
    /// far.</exception>
    /// <exception cref="DTypeException">The input has another dtype than the weight.</exception>
    protected override Tensor Forward(Tensor input)
    {
        if (PaddingMode == PadMode.Constant) return F.Conv2d(input, Weight, Bias, Stride, Padding, Dilation, Groups);
        (int top, int bottom, int left, int right) = Padding.Sides(KernelSize, Stride, Dilation);
        return F.Conv2d(input.Pad([left, right, top, bottom], PaddingMode), Weight, Bias, Stride, 0, Dilation, Groups);
    }

    /// <inheritdoc/>
    protected override string Describe() =>
        Describe(KernelSize, Stride, ("padding", Padding, Padding != 0), ("dilation", Dilation, Dilation != 1));
}
