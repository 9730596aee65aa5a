namespace Autograd.Nn;

/// <summary>Two-dimensional convolution (cross-correlation) over images. Weight and bias start uniform in ±1/√(inChannels / groups · kernel cells).</summary>
public sealed class Conv2d : Module<Tensor, Tensor>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="inChannels">The channels of the input.</param>
    /// <param name="outChannels">The channels of the output.</param>
    /// <param name="kernelSize">The window: one number or (height, width).</param>
    /// <param name="stride">How far it moves; 1 if not given.</param>
    /// <param name="padding">Zeros on each side: numbers, <see cref="Padding2d.Same"/> or <see cref="Padding2d.Valid"/>; none if not given.</param>
    /// <param name="dilation">The distance between the kernel's cells; 1 if not given.</param>
    /// <param name="groups">Divides the channels into groups that do not see each other; divides both numbers of channels.</param>
    /// <param name="bias">Whether a number of its own is added to each output channel.</param>
    /// <param name="dtype">Float32 or Float64.</param>
    /// <param name="generator">Where the start values come from; <see cref="Generator.Default"/> if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number that makes no sense, or groups that do not divide the channels.</exception>
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
        Generator? generator = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        RequirePositive(kernelSize, nameof(kernelSize));
        RequirePositive(stride ?? 1, nameof(stride));
        RequirePositive(dilation ?? 1, nameof(dilation));
        if (inChannels % groups != 0 || outChannels % groups != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(groups), $"conv2d: {inChannels} input and {outChannels} output channels do not both divide into {groups} groups");
        }

        (KernelSize, Stride, Padding, Dilation, Groups) = (kernelSize, stride ?? 1, padding ?? 0, dilation ?? 1, groups);
        Padding.Sides(KernelSize, Stride, Dilation);
        InChannels = inChannels;
        Weight = AddParameter("weight", Tensor.Empty([outChannels, inChannels / groups, kernelSize.Height, kernelSize.Width], dtype));
        if (bias) Bias = AddParameter("bias", Tensor.Empty([outChannels], dtype));
        Init.Default(Weight, Bias, generator);
    }

    /// <summary>[outChannels, inChannels / groups, height, width].</summary>
    public Parameter Weight { get; }

    /// <summary>[outChannels], or null without bias.</summary>
    public Parameter? Bias { get; }

    /// <summary>The channels of the input.</summary>
    public int InChannels { get; }

    /// <summary>The channels of the output.</summary>
    public int OutChannels => Weight.Shape[0];

    /// <summary>The window.</summary>
    public Size2 KernelSize { get; }

    /// <summary>How far the window moves.</summary>
    public Size2 Stride { get; }

    /// <summary>Zeros on each side.</summary>
    public Padding2d Padding { get; }

    /// <summary>The distance between the kernel's cells.</summary>
    public Size2 Dilation { get; }

    /// <summary>The number of groups that do not see each other.</summary>
    public int Groups { get; }

    /// <summary>Maps [batch, inChannels, height, width] to [batch, outChannels, height', width'], or the same without a batch.</summary>
    /// <exception cref="ShapeException">The channels differ, or the kernel does not fit into the input.</exception>
    /// <exception cref="DTypeException">The input has another dtype than the weight.</exception>
    public override Tensor Forward(Tensor input) => F.Conv2d(input, Weight, Bias, Stride, Padding, Dilation, Groups);

    /// <inheritdoc/>
    protected override string Describe()
    {
        string text = $"{InChannels}, {OutChannels}, kernelSize: {KernelSize}, stride: {Stride}";
        if (Padding != 0) text += $", padding: {Padding}";
        if (Dilation != 1) text += $", dilation: {Dilation}";
        if (Groups != 1) text += $", groups: {Groups}";
        return Bias is null ? text + ", bias: false" : text;
    }

    private static void RequirePositive(Size2 size, string name)
    {
        if (size.Height < 1 || size.Width < 1) throw new ArgumentOutOfRangeException(name, $"conv2d: {name} must be at least 1, not {size}");
    }
}
