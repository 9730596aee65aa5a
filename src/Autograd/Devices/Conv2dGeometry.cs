namespace Autograd.Devices;

/// <summary>
/// The sizes of a 2-D convolution (cross-correlation) over NCHW arrays with weights [out, in/groups, kh, kw]. Padding at the
/// bottom and right is what the output sizes imply.
/// </summary>
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
