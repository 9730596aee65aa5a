namespace Autograd;

/// <summary>Options by which the CPU kernels trade a little accuracy for speed.</summary>
public static class Precision
{
    private static volatile bool s_allowWinograd = true;

    /// <summary>
    /// Whether float32 convolutions of 3×3 kernels with stride 1, no dilation, one group and at least 16 channels on both sides may
    /// use Winograd's minimal filtering F(4×4, 3×3) for the result and the input gradient: a quarter of the multiplications,
    /// with an error of up to 2e-6 of the result's largest value. A NaN or an infinity in the input then turns all pixels of the
    /// 4×4 tiles that read it into NaN, not only the 3×3 pixels that see it. True by default; float64 never uses it.
    /// </summary>
    public static bool AllowWinograd
    {
        get => s_allowWinograd;
        set => s_allowWinograd = value;
    }
}
