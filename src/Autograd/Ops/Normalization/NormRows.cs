using Autograd.Devices;

namespace Autograd;

/// <summary>A normalisation's tensors in the order that its kernels and its second order work in.</summary>
internal static class NormRows
{
    /// <summary>Columns are normalised as the rows of the transposed matrix.</summary>
    public static NormGeometry Of(NormGeometry geometry) => geometry.IsColumns ? geometry.Transposed : geometry;

    public static Tensor From(Tensor x, NormGeometry geometry) =>
        geometry.IsColumns ? x.Reshape(geometry.Outer, geometry.Groups).Transpose(0, 1).Contiguous() : x.Contiguous();

    public static Tensor Back(Tensor y, NormGeometry geometry, Shape shape) =>
        geometry.IsColumns ? y.Transpose(0, 1).Contiguous().Reshape(shape) : y;

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
