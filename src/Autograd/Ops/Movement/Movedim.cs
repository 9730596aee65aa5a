namespace Autograd;

public partial class Tensor
{
    /// <summary>A view with one dimension at another place, the others in their order. Gradient: moved back.</summary>
    /// <exception cref="ShapeException">A dimension does not exist.</exception>
    public Tensor Movedim(int source, int destination) => Movedim([source], [destination]);

    /// <summary>A view with some dimensions at other places, the others in their order. Gradient: moved back.</summary>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice, or the numbers of dimensions differ.</exception>
    public Tensor Movedim(ReadOnlySpan<int> source, ReadOnlySpan<int> destination)
    {
        if (source.Length != destination.Length)
            throw new ShapeException($"movedim: dimensions {Shape.Text(source)} cannot go to as many places as {Shape.Text(destination)}");
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
}
