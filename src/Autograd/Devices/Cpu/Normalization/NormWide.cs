using System.Numerics;

namespace Autograd.Devices.Cpu;

/// <summary>
/// Normalisation of groups whose squares overflow or underflow the element type: in double, one number at a time, scaled by the largest
/// difference.
/// </summary>
/// <remarks>The fast loops run first; a group is recomputed here only if their sum has overflowed or underflowed.</remarks>
internal static class NormWide
{
    /// <summary>
    /// True if a sum of squares is not finite, or may have lost terms that are not negligible compared with <paramref name="eps"/>.
    /// </summary>
    public static bool IsLost<T>(double sumOfSquares, int count, double eps)
        => !double.IsFinite(sumOfSquares) || sumOfSquares / count + eps < (Element<T>.IsFloat32 ? 1e-30 : 1e-290);

    /// <summary>True where a scale's square or cube may leave the elements' range.</summary>
    public static bool IsExtreme<T>(double scale) =>
        Element<T>.IsFloat32 ? !(scale > 1e-10 && scale < 1e10) : !(scale > 1e-100 && scale < 1e100);

    /// <summary>1 / √(deviation² + eps), without overflow or underflow in between.</summary>
    public static double Scale(double deviation, double eps)
    {
        double variance = deviation * deviation;
        return double.IsFinite(variance) && variance + eps > 1e-290
            ? 1 / Math.Sqrt(variance + eps)
            : 1 / double.Hypot(deviation, Math.Sqrt(eps));
    }

    /// <summary>The mean of a group.</summary>
    public static T Mean<T>(in Group<T> group)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double mean = 0;
        for (int i = 0; i < group.Count; i++) mean += double.CreateTruncating(group[i]) / group.Count;
        return T.CreateTruncating(mean);
    }

    /// <summary>The root mean square distance of a group from a centre.</summary>
    public static double Deviation<T>(in Group<T> group, T centre)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double from = double.CreateTruncating(centre), largest = 0, sum = 0;
        for (int i = 0; i < group.Count; i++) largest = Math.Max(largest, Math.Abs(double.CreateTruncating(group[i]) - from));
        if (!(largest > 0 && double.IsFinite(largest))) return largest == 0 ? 0 : double.NaN;
        for (int i = 0; i < group.Count; i++)
        {
            double part = (double.CreateTruncating(group[i]) - from) / largest;
            sum += part * part;
        }

        return largest * Math.Sqrt(sum / group.Count);
    }

    /// <summary>The gradient of one element: the scaled gradient, minus its mean and its projection on the normalised element.</summary>
    /// <param name="g">The gradient, times the weight.</param>
    /// <param name="apart">The element minus the centre.</param>
    /// <param name="scale">1 / √(variance + eps).</param>
    /// <param name="sum">The mean of all gradients of the group, 0 if it is not centred.</param>
    /// <param name="product">The mean over the group of gradient · (element − centre).</param>
    public static double Gradient(double g, double apart, double scale, double sum, double product) =>
        scale * (g - sum - apart * scale * (product * scale));

    /// <summary>The elements of a group: evenly spaced contiguous runs.</summary>
    public readonly ref struct Group<T>(ReadOnlySpan<T> all, int start, int length, int step, int count)
        where T : unmanaged
    {
        private readonly ReadOnlySpan<T> _all = all;

        public int Count => count;

        public T this[int index] => _all[start + index / length * step + index % length];
    }
}
