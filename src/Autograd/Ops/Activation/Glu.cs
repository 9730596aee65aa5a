namespace Autograd;

public partial class Tensor
{
    /// <summary>The first half along a dimension times the sigmoid of the second (Dauphin et al. 2017).</summary>
    /// <param name="dim">The dimension to split in half.</param>
    /// <returns>A tensor with that dimension halved.</returns>
    /// <exception cref="ShapeException">The dimension does not exist or its size is odd.</exception>
    public Tensor Glu(int dim = -1)
    {
        if (Rank == 0) throw new ShapeException("glu: a zero-dimensional tensor cannot be split into halves");
        int at = Shape.NormalizeDim("glu", dim), half = Shape[at] / 2;
        if (Shape[at] % 2 != 0)
        {
            throw new ShapeException(
                $"glu: dimension {at} of shape {Shape} has {Shape[at]} elements, and an odd number cannot be split into halves");
        }

        return Narrow(at, 0, half) * Narrow(at, half, half).Sigmoid();
    }
}
