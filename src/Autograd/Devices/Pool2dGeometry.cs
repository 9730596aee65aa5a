namespace Autograd.Devices;

/// <summary>
/// The sizes of a 2-D pooling over planes [planes, h, w]. Output sizes are the caller's, so ceil mode is in them: windows may
/// reach past the padding. Average pooling has no dilation and ignores it.
/// </summary>
/// <param name="Planes">The number of planes: samples times channels.</param>
/// <param name="InHeight">The height of an input plane.</param>
/// <param name="InWidth">The width of an input plane.</param>
/// <param name="OutHeight">The height of an output plane.</param>
/// <param name="OutWidth">The width of an output plane.</param>
/// <param name="KernelHeight">The window's height.</param>
/// <param name="KernelWidth">The window's width.</param>
/// <param name="StrideH">The vertical step from one window to the next.</param>
/// <param name="StrideW">The horizontal step.</param>
/// <param name="PadH">The rows of padding above the input.</param>
/// <param name="PadW">The columns of padding to the left of the input.</param>
/// <param name="DilationH">The vertical distance of adjacent window elements; 1 is dense.</param>
/// <param name="DilationW">Their horizontal distance.</param>
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
