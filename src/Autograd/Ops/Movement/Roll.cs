namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The elements in row-major order moved on by a number of places; what leaves at the end comes in at the start. Gradient: moved back.
    /// </summary>
    public Tensor Roll(int shift) => Flatten().Roll(shift, 0).Reshape(Shape).AsResult();

    /// <summary>The elements moved on along a dimension; what leaves at the end comes in at the start. Gradient: moved back.</summary>
    /// <param name="shift">How far; negative moves towards the start.</param>
    /// <param name="dim">The dimension.</param>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public Tensor Roll(int shift, int dim)
    {
        int at = Shape.NormalizeDim("roll", dim), size = Shape[at];
        int by = size == 0 ? 0 : ((shift % size) + size) % size;
        return by == 0 ? Clone() : Cat([Narrow(at, size - by, by), Narrow(at, 0, size - by)], at);
    }

    /// <summary>The elements moved on along several dimensions. Gradient: moved back.</summary>
    /// <exception cref="ShapeException">There are more shifts than dimensions or the other way round, or a dimension does not
    /// exist.</exception>
    public Tensor Roll(ReadOnlySpan<int> shifts, ReadOnlySpan<int> dims)
    {
        if (shifts.Length != dims.Length || dims.Length == 0)
            throw new ShapeException(
                $"roll: give one shift for each dimension, not shifts {Shape.Text(shifts)} for dimensions {Shape.Text(dims)}");
        Tensor rolled = this;
        for (int i = 0; i < dims.Length; i++) rolled = rolled.Roll(shifts[i], dims[i]);
        return rolled;
    }
}
