using System.Numerics;

namespace Autograd;

/// <summary>
/// Keeps squares and powers within a dtype's range: a factor is taken out before, and put back after, where the plain way has overflowed or
/// vanished.
/// </summary>
/// <remarks>
/// The plain way comes first, and only the small result is looked at, so that ordinary numbers pay for nothing. A factor is not part of any
/// graph: what is computed with it does not depend on it, but for rounding.
/// </remarks>
internal static class Scaling
{
    /// <summary>
    /// True where a sum of squares or powers may have lost its value: it is not finite, or so small that terms of it may have vanished.
    /// </summary>
    public static bool IsLost(Tensor sums)
    {
        var look = new Look(sums.Contiguous());
        DTypeGate.Floating(sums.DType, ref look);
        return look.FoundLost;
    }

    /// <summary>The same, of each element.</summary>
    public static Tensor Lost(Tensor sums)
    {
        double most = sums.DType == DType.Float32 ? float.MaxValue : double.MaxValue;
        return sums.Lt(Least(sums.DType)) | sums.Gt(most) | sums.IsNaN();
    }

    /// <summary>The largest size of each reduced part, or 1 where that is 0 or not finite.</summary>
    public static Tensor Largest(Tensor x, bool[] reduced)
    {
        using GradModeScope mode = GradMode.NoGrad();
        return Usable(new AmaxOp(reduced).Apply(x.Detach().Abs()));
    }

    /// <summary>The smallest size of each reduced part, or 1 where that is 0 or not finite.</summary>
    public static Tensor Smallest(Tensor x, bool[] reduced)
    {
        using GradModeScope mode = GradMode.NoGrad();
        return Usable(new AminOp(reduced).Apply(x.Detach().Abs()));
    }

    /// <summary>The larger size of two elements, or 1 where that is 0 or not finite.</summary>
    public static Tensor Larger(Tensor a, Tensor b)
    {
        using GradModeScope mode = GradMode.NoGrad();
        return Usable(a.Detach().Abs().Maximum(b.Detach().Abs()));
    }

    /// <summary>True where each is finite.</summary>
    public static bool AreFinite(Tensor x) => x.Detach().IsFinite().All().Item<bool>();

    private static Tensor Usable(Tensor size) => size.MaskedFill(size.Eq(0) | !size.IsFinite(), 1);

    /// <summary>
    /// Below this a sum of squares may have lost terms that matter: they are subnormal where they are smaller than it by the dtype's
    /// precision.
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
