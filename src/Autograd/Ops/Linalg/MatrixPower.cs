namespace Autograd;

public static partial class Linalg
{
    /// <summary>Each matrix multiplied by itself n times, by repeated squaring; the inverse's power for negative n.</summary>
    /// <param name="input">[…, m, m], floating.</param>
    /// <param name="n">The exponent; 0 gives the identity.</param>
    /// <returns>Aⁿ, […, m, m].</returns>
    /// <exception cref="LinalgException">n is negative and a matrix is singular.</exception>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static Tensor MatrixPower(Tensor input, int n)
    {
        const string Op = "linalg.matrix_power";
        MatrixArguments.Square(Op, input.NotNull(method: Op).Spec);
        if (n == 0) return MatrixArguments.Identity(input).Clone().Contiguous();
        Tensor square = n < 0 ? Inv(input) : input;
        Tensor? result = null;
        for (long left = Math.Abs((long)n); ; square = square.MatMul(square))
        {
            if ((left & 1) == 1) result = result is null ? square : result.MatMul(square);
            left >>= 1;
            if (left == 0) break;
        }

        return ReferenceEquals(result, input) ? input.Clone() : result!;
    }
}

public partial class Tensor
{
    /// <inheritdoc cref="Linalg.MatrixPower(Tensor, int)"/>
    public Tensor MatrixPower(int n) => Linalg.MatrixPower(this, n);

    /// <inheritdoc cref="Linalg.MatrixPower(Tensor, int)"/>
    public static Tensor MatrixPower(Tensor input, int n) => input.NotNull().MatrixPower(n);
}
