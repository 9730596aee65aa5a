namespace Autograd;

/// <summary>What <see cref="Linalg.LstSq"/> finds.</summary>
public sealed record LeastSquares
{
    internal LeastSquares(Tensor solution, Tensor residuals, Tensor rank, Tensor singularValues) =>
        (Solution, Residuals, Rank, SingularValues) = (solution, residuals, rank, singularValues);

    /// <summary>X, […, n, k].</summary>
    public Tensor Solution { get; internal init; }

    /// <summary>
    /// ‖A·X − B‖² of each column, […, k], if there are more rows than columns and every matrix has full rank; otherwise empty.
    /// </summary>
    public Tensor Residuals { get; }

    /// <summary>The rank of each matrix, int64.</summary>
    public Tensor Rank { get; }

    /// <summary>The singular values of each matrix, in descending order.</summary>
    public Tensor SingularValues { get; }
}

public static partial class Linalg
{
    /// <summary>
    /// The X that makes ‖A·X − B‖ least, and among several the one of least norm, by the singular value decomposition. Gradients for A and
    /// B:
    /// those of A⁺·B, for matrices of constant rank.
    /// </summary>
    /// <param name="a">[…, m, n], floating.</param>
    /// <param name="b">[…, m, k], or vectors: A's shape without its last dimension.</param>
    /// <param name="rcond">
    /// Singular values up to rcond times the largest count as zero; if null, max(m, n) times the machine epsilon.
    /// </param>
    /// <returns>The solution, the residuals, the ranks and the singular values.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="DTypeException">The dtypes differ or are not floating.</exception>
    /// <exception cref="LinalgException">The iteration did not converge: a matrix holds NaN or infinities.</exception>
    public static LeastSquares LstSq(Tensor a, Tensor b, double? rcond = null)
    {
        const string Op = "linalg.lstsq";
        a.NotNull(method: Op);
        b.NotNull(method: Op);
        MatrixArguments.Matrix(Op, a.Spec);
        if (b.Rank == a.Rank - 1 && b.Shape == Shape.Create(a.Shape.AsSpan()[..^1]))
        {
            LeastSquares columns = LstSq(a, b.Unsqueeze(-1), rcond);
            return columns with { Solution = columns.Solution.Squeeze(-1).AsResult() };
        }

        MatrixArguments.Matrix(Op, b.Spec);
        if (a.DType != b.DType)
            throw new DTypeException($"{Op}: A is {a.DType.Text()}, but B is {b.DType.Text()}: convert one with To");
        if (a.Shape[^2] != b.Shape[^2])
            throw new ShapeException($"{Op}: A {a.Shape} has {a.Shape[^2]} rows, so that B needs as many, but it is {b.Shape}");
        Tensor[] inverse = new PInvOp(atol: 0, rcond).ApplyAll(a);
        Tensor solution = inverse[0].MatMul(b), values = inverse[1];
        Tensor rank = (values > Tolerance(a.Spec, values, 0, rcond)).Sum(-1);
        bool full = a.Shape[^2] > a.Shape[^1] && rank.Eq(a.Shape[^1]).All().Item<bool>();
        Tensor residuals = full ? (a.MatMul(solution) - b).Square().Sum(-2) : Tensor.Empty([0], a.DType, device: a.Device);
        return new LeastSquares(solution, residuals, rank, values);
    }
}
