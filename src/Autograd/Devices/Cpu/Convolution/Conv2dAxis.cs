namespace Autograd.Devices.Cpu;

/// <summary>
/// One axis of a convolution, or of its input gradient, as a result that reads a padded source. Results that are
/// <see cref="TargetStep"/> apart read the same taps, at places <see cref="SourceStep"/> apart: they make up a phase. A forward has one
/// phase; an input gradient has as many as the stride, since the pixel at r sees only the taps k for which r + pad − k·dilation is a
/// multiple of it.
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

    /// <summary>The rows of a convolution's result, or of its input gradient.</summary>
    public static Conv2dAxis Rows(in Conv2dGeometry g, bool backward) =>
        new(backward, backward ? g.InHeight : g.OutHeight, g.KernelHeight, g.StrideH, g.PadTop, g.DilationH);

    /// <summary>The columns of a convolution's result, or of its input gradient.</summary>
    public static Conv2dAxis Columns(in Conv2dGeometry g, bool backward) =>
        new(backward, backward ? g.InWidth : g.OutWidth, g.KernelWidth, g.StrideW, g.PadLeft, g.DilationW);

    /// <summary>Zeros before the source; negative drops.</summary>
    public int Before { get; }

    /// <summary>The source's length with its padding.</summary>
    public int Length { get; }

    /// <summary>How many phases there are.</summary>
    public int Phases => _backward ? _stride : 1;

    /// <summary>From one result of a phase to the next; the first is at the phase's number.</summary>
    public int TargetStep => _backward ? _stride : 1;

    /// <summary>The same way in the source.</summary>
    public int SourceStep => _backward ? 1 : _stride;

    /// <summary>How much source a phase's first result can see, in any phase.</summary>
    public int Span { get; }

    /// <summary>Results of a phase.</summary>
    public int Count(int phase) => _backward ? (_target - phase + _stride - 1) / _stride : _target;

    /// <summary>Whether a phase sees a tap, and where in the padded source its first result does.</summary>
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
