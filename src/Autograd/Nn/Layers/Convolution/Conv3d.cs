namespace Autograd.Nn;

/// <summary>
/// Three-dimensional convolution (cross-correlation) over volumes. Weight and bias start uniform in ±1/√(inChannels / groups · kernel
/// cells).
/// </summary>
public sealed class Conv3d : ConvolutionLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="inChannels">The channels of the input.</param>
    /// <param name="outChannels">The channels of the output.</param>
    /// <param name="kernelSize">The window: one number or (depth, height, width).</param>
    /// <param name="stride">The distance between windows; 1 if not given.</param>
    /// <param name="padding">Zeros on each side: numbers, <see cref="Padding3d.Same"/> or <see cref="Padding3d.Valid"/>; none if not
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
    public Conv3d(
        int inChannels,
        int outChannels,
        Size3 kernelSize,
        Size3? stride = null,
        Padding3d? padding = null,
        Size3? dilation = null,
        int groups = 1,
        bool bias = true,
        DType dtype = DType.Float32,
        Generator? generator = null,
        PadMode paddingMode = PadMode.Constant)
        : base(
            "conv3d",
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
        RequireAtLeast(0, Padding.Sides(KernelSize, Stride, Dilation).Before, nameof(padding));
    }

    /// <summary>The window.</summary>
    public Size3 KernelSize { get; }

    /// <summary>The distance between windows.</summary>
    public Size3 Stride { get; }

    /// <summary>How much is added on each side.</summary>
    public Padding3d Padding { get; }

    /// <summary>The distance between the kernel's cells.</summary>
    public Size3 Dilation { get; }

    /// <summary>
    /// Maps [batch, inChannels, depth, height, width] to [batch, outChannels, depth', height', width'], or the same without a batch.
    /// </summary>
    /// <param name="input">[batch, inChannels, depth, height, width] or [inChannels, depth, height, width], of the weight's dtype.</param>
    /// <exception cref="ShapeException">The channels differ, the kernel does not fit into the input, or the padding mode cannot reach so
    /// far.</exception>
    /// <exception cref="DTypeException">The input has another dtype than the weight.</exception>
    protected override Tensor Forward(Tensor input)
    {
        if (PaddingMode == PadMode.Constant) return F.Conv3d(input, Weight, Bias, Stride, Padding, Dilation, Groups);
        (int[] before, int[] after) = Padding.Sides(KernelSize, Stride, Dilation);
        return F.Conv3d(
            input.Pad([before[2], after[2], before[1], after[1], before[0], after[0]], PaddingMode),
            Weight,
            Bias,
            Stride,
            0,
            Dilation,
            Groups);
    }

    /// <inheritdoc/>
    protected override string Describe() =>
        Describe(KernelSize, Stride, ("padding", Padding, Padding != 0), ("dilation", Dilation, Dilation != 1));
}
