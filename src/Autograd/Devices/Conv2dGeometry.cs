namespace Autograd.Devices;

/// <summary>
/// The sizes of a 2-D convolution (cross-correlation) over NCHW arrays with weights [out, in/groups, kh, kw]. Padding at the
/// bottom and right is what the output sizes imply.
/// </summary>
/// <param name="Batch">The number of samples.</param>
/// <param name="InChannels">The channels of the input; a multiple of the groups.</param>
/// <param name="InHeight">The height of an input plane.</param>
/// <param name="InWidth">The width of an input plane.</param>
/// <param name="OutChannels">The channels of the output; a multiple of the groups.</param>
/// <param name="OutHeight">The height of an output plane.</param>
/// <param name="OutWidth">The width of an output plane.</param>
/// <param name="KernelHeight">The kernel's height.</param>
/// <param name="KernelWidth">The kernel's width.</param>
/// <param name="StrideH">The vertical step from one window to the next.</param>
/// <param name="StrideW">The horizontal step.</param>
/// <param name="PadTop">The rows of zeros above the input.</param>
/// <param name="PadLeft">The columns of zeros to the left of the input.</param>
/// <param name="DilationH">The vertical distance of adjacent kernel elements; 1 is dense.</param>
/// <param name="DilationW">Their horizontal distance.</param>
/// <param name="Groups">The groups of channels that are convolved separately.</param>
public readonly record struct Conv2dGeometry(
    int Batch,
    int InChannels,
    int InHeight,
    int InWidth,
    int OutChannels,
    int OutHeight,
    int OutWidth,
    int KernelHeight,
    int KernelWidth,
    int StrideH,
    int StrideW,
    int PadTop,
    int PadLeft,
    int DilationH,
    int DilationW,
    int Groups)
{
    /// <summary>The most numbers of padded planes that are held at a time.</summary>
    internal const int MostPadded = int.MaxValue - (1 << 20);

    /// <summary>Input channels that one output channel sees.</summary>
    public int GroupIn => InChannels / Groups;

    /// <summary>Output channels of one group.</summary>
    public int GroupOut => OutChannels / Groups;

    /// <summary>Pixels of an input plane.</summary>
    public int InPlane => InHeight * InWidth;

    /// <summary>Pixels of an output plane.</summary>
    public int OutPlane => OutHeight * OutWidth;

    /// <summary>Taps of the kernel in one channel.</summary>
    public int Taps => KernelHeight * KernelWidth;

    /// <summary>Weights of one output channel.</summary>
    public int Fan => GroupIn * Taps;

    /// <summary>Multiply-adds of one sample.</summary>
    public long SampleWork => (long)OutChannels * OutPlane * Fan;

    /// <summary>Multiply-adds of the whole batch.</summary>
    public long Work => Batch * SampleWork;

    /// <summary>Numbers in the input.</summary>
    public int InLength => Batch * InChannels * InPlane;

    /// <summary>Numbers in the output.</summary>
    public int OutLength => Batch * OutChannels * OutPlane;

    /// <summary>Numbers in the weight.</summary>
    public int WeightLength => OutChannels * Fan;
}
