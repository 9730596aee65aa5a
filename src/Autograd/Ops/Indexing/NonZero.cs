namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The places of the elements that are not 0 (or are true), in row-major order: int64 [count, rank], one row an element. No gradient.
    /// </summary>
    public Tensor NonZero()
    {
        long[] positions = Device.NonZero(Raw), places = new long[positions.Length * Rank];
        int rank = Rank;
        for (int dim = rank - 1; dim >= 0; dim--)
        {
            int size = Shape[dim];
            for (int i = 0; i < positions.Length; i++) (positions[i], places[(i * rank) + dim]) = Math.DivRem(positions[i], size);
        }

        return FromArray(places, [positions.Length, rank], Device);
    }
}
