namespace Autograd;

public static partial class Linalg
{
    /// <summary>The number of singular values greater than max(atol, rtol · the largest). No gradient.</summary>
    /// <param name="input">[…, m, n], floating.</param>
    /// <param name="atol">The absolute tolerance; 0 if null.</param>
    /// <param name="rtol">
    /// The relative tolerance; if null, 0 where atol is given and positive, otherwise max(m, n) times the machine epsilon.
    /// </param>
    /// <returns>The ranks, int64, with the shape of the batch.</returns>
    /// <exception cref="LinalgException">The iteration did not converge: a matrix holds NaN or infinities.</exception>
    /// <exception cref="ShapeException">The input is no matrix.</exception>
    public static Tensor MatrixRank(Tensor input, double? atol = null, double? rtol = null)
    {
        const string Op = "linalg.matrix_rank";
        MatrixArguments.Matrix(Op, input.NotNull(method: Op).Spec);
        Tensor values = SvdVals(input.Detach());
        return (values > Tolerance(input.Spec, values, atol, rtol)).Sum(-1);
    }
}
