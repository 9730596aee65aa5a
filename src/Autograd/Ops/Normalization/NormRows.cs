using Autograd.Devices;

namespace Autograd;

/// <summary>What the second order of a normalisation makes of its tensors.</summary>
internal static class NormRows
{
    /// <summary>The biased variance of each group (without centring, the mean square), of [outer, groups, length].</summary>
    public static Tensor Variance(Tensor grouped, bool centred) =>
        centred ? grouped.Var([0, 2], correction: 0, keepDim: true) : grouped.Square().Mean([0, 2], keepDim: true);

    /// <summary>x times the weight of each element.</summary>
    public static Tensor Weigh(Tensor x, Tensor weight, NormGeometry geometry) =>
        (Runs(x, geometry) * weight.Reshape(geometry.Weights, 1)).Reshape(x.Shape);

    /// <summary>The adjoint: the sums of the elements that share a weight.</summary>
    public static Tensor SumByWeight(Tensor x, NormGeometry geometry, Shape weight) => Runs(x, geometry).Sum([0, 2]).Reshape(weight);

    private static Tensor Runs(Tensor x, NormGeometry geometry)
    {
        int period = geometry.Weights * geometry.WeightRun;
        return x.Reshape(period == 0 ? 0 : x.Numel / period, geometry.Weights, geometry.WeightRun);
    }
}
