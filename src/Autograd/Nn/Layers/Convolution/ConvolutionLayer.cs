namespace Autograd.Nn;

/// <summary>What the convolutions and transposed convolutions share: a weight, a bias, and channels in groups.</summary>
public abstract class ConvolutionLayer : Module<Tensor, Tensor>
{
    private readonly string _op;

    private protected ConvolutionLayer(
        string op,
        (int In, int Out) channels,
        int[] kernelSize,
        int[] stride,
        int[] dilation,
        int groups,
        bool bias,
        PadMode paddingMode,
        DType dtype,
        Generator? generator,
        bool transposed = false)
    {
        LayerSize.RequireAtLeast(1, channels.In, op, "inChannels");
        LayerSize.RequireAtLeast(1, channels.Out, op, "outChannels");
        LayerSize.RequireAtLeast(1, groups, op, nameof(groups));
        _op = op;
        RequireAtLeast(1, kernelSize, nameof(kernelSize));
        RequireAtLeast(1, stride, nameof(stride));
        RequireAtLeast(1, dilation, nameof(dilation));
        if (channels.In % groups != 0 || channels.Out % groups != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(groups),
                $"{op}: {channels.In} input and {channels.Out} output channels cannot both be divided into {groups} groups");
        }

        (InChannels, OutChannels, Groups, PaddingMode) = (channels.In, channels.Out, groups, paddingMode);
        Shape shape = transposed
            ? [channels.In, channels.Out / groups, .. kernelSize]
            : [channels.Out, channels.In / groups, .. kernelSize];
        Weight = AddParameter("weight", Tensor.Empty(shape, dtype));
        if (bias) Bias = AddParameter("bias", Tensor.Empty([channels.Out], dtype));
        Init.Default(Weight, Bias, generator);
    }

    /// <summary>[outChannels, inChannels / groups, …], or [inChannels, outChannels / groups, …] of a transposed convolution.</summary>
    public Parameter Weight { get; }

    /// <summary>[outChannels], or null without bias.</summary>
    public Parameter? Bias { get; }

    /// <summary>The channels of the input.</summary>
    public int InChannels { get; }

    /// <summary>The channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>The number of groups, each of which reads only its own input channels.</summary>
    public int Groups { get; }

    /// <summary>What the padding is made of; <see cref="PadMode.Constant"/> is zeros.</summary>
    public PadMode PaddingMode { get; }

    /// <summary>Options that are not at their defaults follow the kernel and the stride.</summary>
    private protected string Describe(object kernel, object stride, params ReadOnlySpan<(string Name, object Value, bool Shown)> others)
    {
        string text = $"{InChannels}, {OutChannels}, kernelSize: {kernel}, stride: {stride}";
        foreach ((string name, object value, bool shown) in others) text += shown ? $", {name}: {value}" : string.Empty;
        if (Groups != 1) text += $", groups: {Groups}";
        if (Bias is null) text += ", bias: false";
        return PaddingMode == PadMode.Constant ? text : text + $", paddingMode: {PaddingMode.ToString().ToLowerInvariant()}";
    }

    private protected void RequireAtLeast(int least, int[] sizes, string name)
    {
        if (Array.Exists(sizes, size => size < least))
            throw new ArgumentOutOfRangeException(name, $"{_op}: {name} must be at least {least}, not {string.Join(", ", sizes)}");
    }

    /// <summary>The output padding that gives an output of the wanted size, one of several that a stride allows.</summary>
    private protected int PaddingFor(int wanted, int size, int kernel, int stride, int padding, int dilation)
    {
        long least = ((size - 1L) * stride) - (2L * padding) + ((long)dilation * (kernel - 1)) + 1;
        return wanted >= least && wanted < least + stride
            ? (int)(wanted - least)
            : throw new ShapeException(
                $"{_op}: the output size must be from {least} to {least + stride - 1} for an input of size {size}, not {wanted}");
    }
}
