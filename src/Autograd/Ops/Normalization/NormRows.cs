using Autograd.Devices;

namespace Autograd;

/// <summary>Differentiable helpers for the second gradient of a normalisation.</summary>
internal static class NormRows
{
    /// <summary>1 / √(variance + eps) of each group of [outer, groups, length].</summary>
    public static Tensor Scale(Tensor grouped, bool centred, double eps)
    {
        Tensor variance = Variance(grouped, centred);
        if (!Scaling.IsLost(variance + eps)) return (variance + eps).Pow(-0.5);
        // Outside the dtype's range: computed again from each group divided by its largest magnitude.
        Tensor factor = Scaling.Largest(grouped, [true, false, true]);
        return (Variance(grouped / factor, centred) + eps / factor / factor).Pow(-0.5) / factor;
    }

    // Biased; without centring, the mean square.
    private static Tensor Variance(Tensor grouped, bool centred) =>
        centred ? grouped.Var([0, 2], correction: 0, keepDim: true) : grouped.Square().Mean([0, 2], keepDim: true);

    /// <summary>x times the weight that applies to each element.</summary>
    public static Tensor Weigh(Tensor x, Tensor weight, NormGeometry geometry) =>
        (Runs(x, geometry) * weight.Reshape(geometry.Weights, 1)).Reshape(x.Shape);

    /// <summary>The adjoint of <see cref="Weigh"/>: the sums of the elements that share a weight.</summary>
    public static Tensor SumByWeight(Tensor x, NormGeometry geometry, Shape weight) => Runs(x, geometry).Sum([0, 2]).Reshape(weight);

    private static Tensor Runs(Tensor x, NormGeometry geometry)
    {
        int period = geometry.Weights * geometry.WeightRun;
        return x.Reshape(period == 0 ? 0 : x.Numel / period, geometry.Weights, geometry.WeightRun);
    }
}
