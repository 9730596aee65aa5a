namespace Autograd.Devices.Cpu;

/// <summary>
/// One axis of a convolution, or of its input gradient, as outputs that read a padded source. Outputs <see cref="TargetStep"/> apart
/// read the same taps, at source positions <see cref="SourceStep"/> apart: together they form a phase. A forward pass has one phase; an
/// input gradient has as many as the stride, since the pixel at r sees only the taps k for which r + pad − k·dilation is a multiple of
/// the stride.
/// </summary>
internal readonly struct Conv2dAxis
{
    private readonly bool _backward;
    private readonly int _target;
    private readonly int _stride;
    private readonly int _pad;
    private readonly int _dilation;

    public Conv2dAxis(bool backward, int target, int kernel, int stride, int pad, int dilation)
    {
        (_backward, _target, _stride, _pad, _dilation) = (backward, target, stride, pad, dilation);
        int reach = dilation * (kernel - 1);
        Before = backward ? -(int)Math.Floor((double)(pad - reach) / stride) : pad;
        Length = backward ? ((target - 1 + pad) / stride) + Before + 1 : ((target - 1) * stride) + reach + 1;
        Span = backward ? ((stride - 1 + pad) / stride) + Before + 1 : reach + 1;
    }

    /// <summary>The rows of a convolution's output, or of its input gradient.</summary>
    public static Conv2dAxis Rows(in Conv2dGeometry g, bool backward) =>
        new(backward, backward ? g.InHeight : g.OutHeight, g.KernelHeight, g.StrideH, g.PadTop, g.DilationH);

    /// <summary>The columns of a convolution's output, or of its input gradient.</summary>
    public static Conv2dAxis Columns(in Conv2dGeometry g, bool backward) =>
        new(backward, backward ? g.InWidth : g.OutWidth, g.KernelWidth, g.StrideW, g.PadLeft, g.DilationW);

    /// <summary>Zeros of padding before the source; if negative, elements to crop.</summary>
    public int Before { get; }

    /// <summary>The source's length with its padding.</summary>
    public int Length { get; }

    /// <summary>The number of phases.</summary>
    public int Phases => _backward ? _stride : 1;

    /// <summary>The distance between outputs of a phase; the first is at the phase's index.</summary>
    public int TargetStep => _backward ? _stride : 1;

    /// <summary>The corresponding distance in the source.</summary>
    public int SourceStep => _backward ? 1 : _stride;

    /// <summary>The extent of padded source that the first output of any phase can see.</summary>
    public int Span { get; }

    /// <summary>The number of outputs in a phase.</summary>
    public int Count(int phase) => _backward ? (_target - phase + _stride - 1) / _stride : _target;

    /// <summary>Whether a phase uses a tap, and the position in the padded source where its first output reads it.</summary>
    public bool Sees(int phase, int tap, out int at)
    {
        if (!_backward)
        {
            at = tap * _dilation;
            return true;
        }

        (int quotient, int rest) = Math.DivRem(phase + _pad - (tap * _dilation), _stride);
        at = quotient + Before;
        return rest == 0;
    }
}
