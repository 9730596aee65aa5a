namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The coordinates of the elements that are not 0 (or are true), in row-major order: int64 [count, rank], one row per element. No
    /// gradient.
    /// </summary>
    /// <returns>The coordinates.</returns>
    public Tensor NonZero()
    {
        long[] positions = Device.NonZero(Raw), coordinates = new long[positions.Length * Rank];
        int rank = Rank;
        for (int dim = rank - 1; dim >= 0; dim--)
        {
            int size = Shape[dim];
            for (int i = 0; i < positions.Length; i++) (positions[i], coordinates[(i * rank) + dim]) = Math.DivRem(positions[i], size);
        }

        return FromArray(coordinates, [positions.Length, rank], Device);
    }

    /// <inheritdoc cref="NonZero()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor NonZero(Tensor input) => input.NotNull().NonZero();
}
