namespace Autograd;

public static partial class Linalg
{
    /// <summary>
    /// A norm of each matrix: 2 the largest singular value, −2 the smallest, 1 and −1 the largest and smallest column sum of magnitudes,
    /// ±infinity the same of rows.
    /// </summary>
    /// <param name="input">Floating, of at least two dimensions.</param>
    /// <param name="ord">1, −1, 2, −2, or ±infinity.</param>
    /// <param name="dim0">The dimension of the rows.</param>
    /// <param name="dim1">The dimension of the columns.</param>
    /// <param name="keepDim">True keeps the two dimensions with size 1.</param>
    /// <returns>The norms.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such norm.</exception>
    /// <exception cref="ShapeException">The input is no matrix, or the dimensions are equal or do not exist.</exception>
    public static Tensor MatrixNorm(Tensor input, double ord, int dim0 = -2, int dim1 = -1, bool keepDim = false)
    {
        const string Op = "linalg.matrix_norm";
        input.NotNull(method: Op);
        double magnitude = Math.Abs(ord);
        if (magnitude != 1 && magnitude != 2 && !double.IsPositiveInfinity(magnitude))
        {
            throw new ArgumentOutOfRangeException(
                nameof(ord), ord, $"{Op}: the order must be 1, -1, 2, -2 or an infinity, or a name: MatrixNorm(x, \"fro\"), \"nuc\"");
        }

        (Tensor x, int first, int second) = MatricesLast(Op, input, dim0, dim1);
        bool largest = ord > 0;
        if (magnitude == 2) return Keep(Extreme(SvdVals(x), largest), first, second, keepDim);
        return Keep(Extreme(x.Abs().Sum(magnitude == 1 ? -2 : -1), largest), first, second, keepDim);

        static Tensor Extreme(Tensor values, bool largest) => largest ? values.Amax(-1) : values.Amin(-1);
    }

    /// <summary>The Frobenius norm, √Σ x², or the nuclear norm, the sum of the singular values, of each matrix.</summary>
    /// <param name="input">Floating, of at least two dimensions.</param>
    /// <param name="ord">"fro" or "nuc".</param>
    /// <param name="dim0">The dimension of the rows.</param>
    /// <param name="dim1">The dimension of the columns.</param>
    /// <param name="keepDim">True keeps the two dimensions with size 1.</param>
    /// <returns>The norms.</returns>
    /// <exception cref="ArgumentException">There is no norm of this name.</exception>
    /// <exception cref="ShapeException">The input is no matrix, or the dimensions are equal or do not exist.</exception>
    public static Tensor MatrixNorm(Tensor input, string ord = "fro", int dim0 = -2, int dim1 = -1, bool keepDim = false)
    {
        const string Op = "linalg.matrix_norm";
        input.NotNull(method: Op);
        if (ord is not ("fro" or "nuc"))
            throw new ArgumentException($"{Op}: there is no norm '{ord}'; 'fro' and 'nuc' are names", nameof(ord));
        (Tensor x, int first, int second) = MatricesLast(Op, input, dim0, dim1);
        return ord == "fro" ? input.Norm(2, [first, second], keepDim) : Keep(SvdVals(x).Sum(-1), first, second, keepDim);
    }

    /// <summary>The p-norm of vectors: see <see cref="Tensor.Norm(double, ReadOnlySpan{int}, bool)"/>.</summary>
    /// <param name="input">Floating.</param>
    /// <param name="ord">The order: any number, or ±infinity.</param>
    /// <param name="dims">The dimensions to reduce; if none are given, all.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <returns>The norms.</returns>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public static Tensor VectorNorm(Tensor input, double ord = 2, ReadOnlySpan<int> dims = default, bool keepDim = false) =>
        input.NotNull(method: "linalg.vector_norm").Norm(ord, dims, keepDim);

    /// <summary>The condition number of each matrix: the largest singular value divided by the smallest.</summary>
    /// <param name="input">[…, m, n], floating.</param>
    /// <returns>The condition numbers, with the shape of the batch; infinity for a singular matrix, 0 for one without elements.</returns>
    /// <exception cref="ShapeException">The input is no matrix.</exception>
    public static Tensor Cond(Tensor input)
    {
        Tensor values = SvdVals(input);
        return values.Shape[^1] == 0 ? values.Sum(-1) : values.Amax(-1) / values.Amin(-1);
    }

    private static (Tensor X, int First, int Second) MatricesLast(string op, Tensor input, int dim0, int dim1)
    {
        MatrixArguments.Matrix(op, input.Spec);
        (int first, int second) = (input.Shape.NormalizeDim(op, dim0), input.Shape.NormalizeDim(op, dim1));
        if (first == second) throw new ShapeException($"{op}: the two dimensions of the matrices are the same, {first}, of {input.Shape}");
        int[] order = [.. Enumerable.Range(0, input.Rank).Where(i => i != first && i != second), first, second];
        return (input.Permute(order), first, second);
    }

    private static Tensor Keep(Tensor result, int first, int second, bool keepDim) =>
        keepDim ? result.Unsqueeze(Math.Min(first, second)).Unsqueeze(Math.Max(first, second)).AsResult() : result;
}
