namespace Autograd.Devices.Cpu;

/// <summary>One axis of a pooling window: the first cell inside the input, the number of such cells, and the padded length.</summary>
internal readonly record struct PoolWindow(int First, int Count, int Padded)
{
    /// <summary>A window without dilation.</summary>
    public static PoolWindow Contiguous(int at, int stride, int pad, int kernel, int length)
    {
        int first = (at * stride) - pad, end = (int)Math.Min((long)first + kernel, (long)length + pad), inside = Math.Max(first, 0);
        return new(inside, Math.Max(0, Math.Min(end, length) - inside), end - first);
    }

    /// <summary>A window whose cells are <paramref name="dilation"/> apart.</summary>
    public static PoolWindow Dilated(int at, int stride, int pad, int kernel, int dilation, int length)
    {
        int first = (at * stride) - pad, end = (int)Math.Min(first + ((kernel - 1L) * dilation) + 1, length);
        if (first < 0)
            first = (int)Math.Min(first + ((-(long)first + dilation - 1) / dilation * dilation), length);
        return new(first, first < end ? (end - first + dilation - 1) / dilation : 0, 0);
    }

    /// <summary>The divisor of the sum over a window.</summary>
    public static long Divisor(PoolWindow high, PoolWindow wide, bool countIncludePad, int? divisorOverride) =>
        divisorOverride ?? (countIncludePad ? (long)high.Padded * wide.Padded : (long)high.Count * wide.Count);
}
