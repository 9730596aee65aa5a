using System.Numerics;
using Autograd.Devices;

namespace Autograd;

/// <summary>
/// Keeps squares and powers within a dtype's range: where the direct computation has overflowed or underflowed, the input is divided by a
/// factor, and the result multiplied by it again.
/// </summary>
/// <remarks>
/// The direct computation comes first, and only its small result is checked, so ordinary numbers cost next to nothing. A factor is not part
/// of any graph: except for rounding, the result does not depend on it.
/// </remarks>
internal static class Scaling
{
    /// <summary>
    /// True if any sum of squares or powers may have left the dtype's range: it is not finite, or so small that terms may have underflowed.
    /// </summary>
    public static bool IsLost(Tensor sums)
    {
        Tensor plain = sums.Contiguous();
        return plain.DType == DType.Float32 ? IsLost<float>(plain.Raw) : IsLost<double>(plain.Raw);
    }

    /// <summary><see cref="IsLost(Tensor)"/> for each element.</summary>
    public static Tensor Lost(Tensor sums)
    {
        double most = sums.DType == DType.Float32 ? float.MaxValue : double.MaxValue;
        return sums.Lt(sums.DType == DType.Float32 ? Least<float>() : Least<double>()) | sums.Gt(most) | sums.IsNaN();
    }

    /// <summary>The largest magnitude of each reduced slice, or 1 where that is 0 or not finite.</summary>
    public static Tensor Largest(Tensor x, bool[] reduced)
    {
        using GradModeScope mode = GradMode.NoGrad();
        return OrOne(new AmaxOp(reduced).Apply(x.Detach().Abs()));
    }

    /// <summary>The smallest magnitude of each reduced slice, or 1 where that is 0 or not finite.</summary>
    public static Tensor Smallest(Tensor x, bool[] reduced)
    {
        using GradModeScope mode = GradMode.NoGrad();
        return OrOne(new AminOp(reduced).Apply(x.Detach().Abs()));
    }

    /// <summary>The larger magnitude of two elements, or 1 where that is 0 or not finite.</summary>
    public static Tensor Larger(Tensor a, Tensor b)
    {
        using GradModeScope mode = GradMode.NoGrad();
        return OrOne(a.Detach().Abs().Maximum(b.Detach().Abs()));
    }

    /// <summary>True if every element is finite.</summary>
    public static bool AreFinite(Tensor x) => x.Detach().IsFinite().All().Item<bool>();

    private static Tensor OrOne(Tensor magnitude) => magnitude.MaskedFill(magnitude.Eq(0) | !magnitude.IsFinite(), 1);

    /// <summary>
    /// Below this a sum of squares may have lost significant terms: a term smaller than the sum by the dtype's precision is
    /// subnormal.
    /// </summary>
    private static double Least<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
        => typeof(T) == typeof(float) ? 1.17549435e-38 / 1.1920929e-7 : 2.2250738585072014e-308 / double.Pow(2, -52);

    private static bool IsLost<T>(View view)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T least = T.CreateTruncating(Least<T>());
        foreach (T sum in view.Span<T>())
        {
            if (!(sum >= least && T.IsFinite(sum))) return true;
        }

        return false;
    }
}
