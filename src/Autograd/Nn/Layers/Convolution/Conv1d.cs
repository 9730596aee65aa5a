namespace Autograd.Nn;

/// <summary>
/// One-dimensional convolution (cross-correlation) over sequences. Weight and bias start uniform in ±1/√(inChannels / groups · kernel
/// cells).
/// </summary>
public sealed class Conv1d : ConvolutionLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="inChannels">The channels of the input.</param>
    /// <param name="outChannels">The channels of the output.</param>
    /// <param name="kernelSize">The window.</param>
    /// <param name="stride">The distance between windows.</param>
    /// <param name="padding">Zeros on each side: numbers, <see cref="Padding1d.Same"/> or <see cref="Padding1d.Valid"/>; none if not
    /// given.</param>
    /// <param name="dilation">The distance between the kernel's cells.</param>
    /// <param name="groups">The number of groups: each group of output channels reads only its own group of input channels. Must divide
    /// both numbers of channels.</param>
    /// <param name="bias">Whether a learned bias is added to each output channel.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="generator">The source of the initial values; <see cref="Generator.Default"/> if not given.</param>
    /// <param name="paddingMode">What the padding is made of instead of zeros.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range, or the groups do not divide the channels.</exception>
    /// <exception cref="DTypeException">The dtype is not floating.</exception>
    public Conv1d(
        int inChannels,
        int outChannels,
        int kernelSize,
        int stride = 1,
        Padding1d? padding = null,
        int dilation = 1,
        int groups = 1,
        bool bias = true,
        DType dtype = DType.Float32,
        Generator? generator = null,
        PadMode paddingMode = PadMode.Constant)
        : base(
            "conv1d", (inChannels, outChannels), [kernelSize], [stride], [dilation], groups, bias, paddingMode, dtype, generator)
    {
        (KernelSize, Stride, Padding, Dilation) = (kernelSize, stride, padding ?? 0, dilation);
        (int padLeft, _) = Padding.Sides(KernelSize, Stride, Dilation);
        RequireAtLeast(0, [padLeft], nameof(padding));
    }

    /// <summary>The window.</summary>
    public int KernelSize { get; }

    /// <summary>The distance between windows.</summary>
    public int Stride { get; }

    /// <summary>How much is added on each side.</summary>
    public Padding1d Padding { get; }

    /// <summary>The distance between the kernel's cells.</summary>
    public int Dilation { get; }

    /// <summary>Maps [batch, inChannels, length] to [batch, outChannels, length'], or the same without a batch.</summary>
    /// <param name="input">[batch, inChannels, length] or [inChannels, length], of the weight's dtype.</param>
    /// <exception cref="ShapeException">The channels differ, the kernel does not fit into the input, or the padding mode cannot reach so
    /// far.</exception>
    /// <exception cref="DTypeException">The input has another dtype than the weight.</exception>
    protected override Tensor Forward(Tensor input)
    {
        if (PaddingMode == PadMode.Constant) return F.Conv1d(input, Weight, Bias, Stride, Padding, Dilation, Groups);
        (int left, int right) = Padding.Sides(KernelSize, Stride, Dilation);
        return F.Conv1d(input.Pad([left, right], PaddingMode), Weight, Bias, Stride, 0, Dilation, Groups);
    }

    /// <inheritdoc/>
    protected override string Describe() =>
        Describe($"({KernelSize},)", $"({Stride},)", ("padding", Padding, Padding != 0), ("dilation", $"({Dilation},)", Dilation != 1));
}
