using System.Numerics;

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
        var look = new Look(sums.Contiguous());
        DTypeGate.Floating(sums.DType, ref look);
        return look.FoundLost;
    }

    /// <summary><see cref="IsLost(Tensor)"/> for each element.</summary>
    public static Tensor Lost(Tensor sums)
    {
        double most = sums.DType == DType.Float32 ? float.MaxValue : double.MaxValue;
        return sums.Lt(Least(sums.DType)) | sums.Gt(most) | sums.IsNaN();
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
    private static double Least(DType dtype) =>
        dtype == DType.Float32 ? 1.17549435e-38 / 1.1920929e-7 : 2.2250738585072014e-308 / double.Pow(2, -52);

    /// <summary>Looks through the sums for one that may have lost its value.</summary>
    private struct Look(Tensor sums) : IFloatingAction
    {
        public static string Operation => "norm";

        public bool FoundLost { get; private set; }

        public void Invoke<T>()
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            T least = T.CreateTruncating(Least(sums.DType));
            foreach (T sum in sums.Read<T>())
            {
                if (!(sum >= least && T.IsFinite(sum))) FoundLost = true;
            }
        }
    }
}
