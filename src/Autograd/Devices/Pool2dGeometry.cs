namespace Autograd.Devices;

/// <summary>
/// The sizes of a 2-D pooling over planes [planes, h, w]. Output sizes are the caller's, so ceil mode is in them: windows may
/// reach past the padding. Average pooling has no dilation and ignores it.
/// </summary>
public readonly record struct Pool2dGeometry(
    int Planes,
    int InHeight,
    int InWidth,
    int OutHeight,
    int OutWidth,
    int KernelHeight,
    int KernelWidth,
    int StrideH,
    int StrideW,
    int PadH,
    int PadW,
    int DilationH,
    int DilationW)
{
    /// <summary>Pixels of an input plane.</summary>
    public int InPlane => InHeight * InWidth;

    /// <summary>Pixels of an output plane.</summary>
    public int OutPlane => OutHeight * OutWidth;

    /// <summary>Planes that one thread takes at a time: about a first-level cache of input.</summary>
    public int PlanesPerChunk => Math.Max(1, 8192 / Math.Max(1, InPlane));

    /// <summary>How many chunks of planes there are.</summary>
    public int Chunks => (Planes + PlanesPerChunk - 1) / PlanesPerChunk;

    /// <summary>Window elements read, as the work that threads share.</summary>
    public long Work => (long)Planes * OutPlane * KernelHeight * KernelWidth;

    /// <summary>Whether this is the common 2×2 window with stride 2 that lies inside the input everywhere.</summary>
    public bool IsHalving =>
        KernelHeight == 2 && KernelWidth == 2 && StrideH == 2 && StrideW == 2 && PadH == 0 && PadW == 0
        && DilationH == 1 && DilationW == 1 && 2 * OutHeight <= InHeight && 2 * OutWidth <= InWidth;
}
