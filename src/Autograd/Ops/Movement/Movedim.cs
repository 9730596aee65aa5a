namespace Autograd;

public partial class Tensor
{
    /// <summary>A view with one dimension moved, the others in their order. Gradient: moved back.</summary>
    /// <param name="source">The dimension to move.</param>
    /// <param name="destination">Its new position.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ShapeException">A dimension does not exist.</exception>
    public Tensor Movedim(int source, int destination) => Movedim([source], [destination]);

    /// <summary>A view with some dimensions moved, the others in their order. Gradient: moved back.</summary>
    /// <param name="source">The dimensions to move.</param>
    /// <param name="destination">The new position of each.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice, or the numbers of dimensions differ.</exception>
    public Tensor Movedim(ReadOnlySpan<int> source, ReadOnlySpan<int> destination)
    {
        if (source.Length != destination.Length)
            throw new ShapeException(
                $"movedim: the source dimensions {Shape.Text(source)} and the destinations {Shape.Text(destination)} must be equally many");
        if (Rank == 0) return this;
        bool[] moved = source.Length == 0 ? new bool[Rank] : Dims.Mark("movedim", Shape, source);
        bool[] taken = destination.Length == 0 ? new bool[Rank] : Dims.Mark("movedim", Shape, destination);
        int[] order = new int[Rank];
        for (int i = 0; i < source.Length; i++)
            order[Shape.NormalizeDim("movedim", destination[i])] = Shape.NormalizeDim("movedim", source[i]);
        for (int i = 0, next = 0; i < order.Length; i++)
        {
            if (taken[i]) continue;
            while (moved[next]) next++;
            order[i] = next++;
        }

        return Permute(order);
    }

    /// <inheritdoc cref="Movedim(int, int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="source">The dimension to move.</param>
    /// <param name="destination">Its new position.</param>
    public static Tensor Movedim(Tensor input, int source, int destination) => input.NotNull().Movedim(source, destination);

    /// <inheritdoc cref="Movedim(ReadOnlySpan{int}, ReadOnlySpan{int})"/>
    /// <param name="input">The tensor.</param>
    /// <param name="source">The dimensions to move.</param>
    /// <param name="destination">The new position of each.</param>
    public static Tensor Movedim(Tensor input, ReadOnlySpan<int> source, ReadOnlySpan<int> destination) =>
        input.NotNull().Movedim(source, destination);
}
