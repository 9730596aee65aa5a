namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The elements shifted in row-major order; those that leave at the end reappear at the start. Gradient: shifted back.
    /// </summary>
    /// <param name="shift">The number of positions; negative shifts towards the start.</param>
    /// <returns>The copy.</returns>
    public Tensor Roll(int shift) => Flatten().Roll(shift, 0).Reshape(Shape).AsResult();

    /// <summary>
    /// The elements shifted along a dimension; those that leave at the end reappear at the start. Gradient: shifted back.
    /// </summary>
    /// <param name="shift">The number of positions; negative shifts towards the start.</param>
    /// <param name="dim">The dimension.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public Tensor Roll(int shift, int dim)
    {
        int at = Shape.NormalizeDim("roll", dim), size = Shape[at];
        int by = size == 0 ? 0 : ((shift % size) + size) % size;
        return by == 0 ? Clone() : Cat([Narrow(at, size - by, by), Narrow(at, 0, size - by)], at);
    }

    /// <summary>The elements shifted along several dimensions. Gradient: shifted back.</summary>
    /// <param name="shifts">The shift along each dimension.</param>
    /// <param name="dims">The dimensions.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ShapeException">The numbers of shifts and dimensions differ, or a dimension does not
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

    /// <inheritdoc cref="Roll(int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="shift">The number of positions; negative shifts towards the start.</param>
    public static Tensor Roll(Tensor input, int shift) => input.NotNull().Roll(shift);

    /// <inheritdoc cref="Roll(int, int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="shift">The number of positions; negative shifts towards the start.</param>
    /// <param name="dim">The dimension.</param>
    public static Tensor Roll(Tensor input, int shift, int dim) => input.NotNull().Roll(shift, dim);

    /// <inheritdoc cref="Roll(ReadOnlySpan{int}, ReadOnlySpan{int})"/>
    /// <param name="input">The tensor.</param>
    /// <param name="shifts">The shift along each dimension.</param>
    /// <param name="dims">The dimensions.</param>
    public static Tensor Roll(Tensor input, ReadOnlySpan<int> shifts, ReadOnlySpan<int> dims) => input.NotNull().Roll(shifts, dims);
}
