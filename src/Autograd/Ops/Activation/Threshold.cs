namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// x where it is above a threshold, else a given value; NaN stays NaN. Gradient: grad above the threshold, 0 elsewhere.
    /// </summary>
    /// <param name="threshold">The threshold.</param>
    /// <param name="value">The value elsewhere.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="DTypeException">This dtype does not hold one of the numbers.</exception>
    public Tensor Threshold(double threshold, double value) =>
        MaskedFill(Le(RequireIn("threshold", threshold)), RequireIn("threshold", value));

    /// <summary>Replaces each element that is not above a threshold by a given value.</summary>
    /// <param name="threshold">The threshold.</param>
    /// <param name="value">The value elsewhere.</param>
    /// <returns>This tensor.</returns>
    /// <exception cref="DTypeException">The dtype of the result cannot be written into this tensor.</exception>
    /// <exception cref="GraphException">This is a leaf that requires grad, outside <see cref="GradMode.NoGrad"/>.</exception>
    public Tensor Threshold_(double threshold, double value) =>
        MaskedFill_(Le(RequireIn("threshold_", threshold)), RequireIn("threshold_", value));

    private Scalar RequireIn(string op, double number)
    {
        Scalar whole = Autograd.Scalar.Whole(number);
        whole.RequireIn(DType, op);
        return whole;
    }

    /// <inheritdoc cref="Threshold(double, double)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="value">The value elsewhere.</param>
    public static Tensor Threshold(Tensor input, double threshold, double value) => input.NotNull().Threshold(threshold, value);
}
