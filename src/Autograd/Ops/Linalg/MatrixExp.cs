namespace Autograd;

public static partial class Linalg
{
    /// <summary>
    /// The exponential Σ Aᵏ/k! of each matrix, by scaling, a Padé approximant of degree 13, and squaring (Higham, The scaling and squaring
    /// method for the matrix exponential revisited, 2005). Gradient: the Fréchet derivative in the direction of grad at Aᵀ.
    /// </summary>
    /// <param name="input">[…, n, n], floating.</param>
    /// <returns>[…, n, n].</returns>
    /// <exception cref="ShapeException">The matrices are not square.</exception>
    public static Tensor MatrixExp(Tensor input) => new MatrixExpOp().Apply(input);
}

public partial class Tensor
{
    /// <inheritdoc cref="Linalg.MatrixExp(Tensor)"/>
    public Tensor MatrixExp() => Linalg.MatrixExp(this);

    /// <inheritdoc cref="Linalg.MatrixExp(Tensor)"/>
    public static Tensor MatrixExp(Tensor input) => input.NotNull().MatrixExp();
}

internal sealed class MatrixExpOp : Op
{
    /// <summary>The norm up to which the approximant is exact to double precision.</summary>
    private const double Reach = 5.371920351148152;

    private static readonly double[] s_pade =
    [
        64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600, 670442572800,
        33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
    ];

    public override string Name => "matrix_exp";

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => MatrixArguments.Square(Name, inputs[0]);

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor a = inputs[0];
        if (spec.Shape.Numel == 0) return Allocate(spec, a.Device);
        // A matrix with NaN or infinities is left out, so that it does not decide the scale of the others.
        Tensor norms = a.Abs().Sum(-2).Amax(-1, keepDim: true).Unsqueeze(-1), finite = norms.IsFinite();
        a = Tensor.Where(finite, a, 0);
        double norm = Tensor.Where(finite, norms, 0).Max().Item();
        int squarings = norm <= Reach ? 0 : (int)Math.Ceiling(Math.Log2(norm / Reach));
        Tensor x = a * Math.ScaleB(1, -squarings), identity = MatrixArguments.Identity(a);
        Tensor x2 = x.MatMul(x), x4 = x2.MatMul(x2), x6 = x4.MatMul(x2);
        double[] c = s_pade;
        Tensor odd = x.MatMul(
            x6.MatMul(x6 * c[13] + x4 * c[11] + x2 * c[9]) + x6 * c[7] + x4 * c[5] + x2 * c[3] + identity * c[1]);
        Tensor even = x6.MatMul(x6 * c[12] + x4 * c[10] + x2 * c[8]) + x6 * c[6] + x4 * c[4] + x2 * c[2] + identity * c[0];
        Tensor result = Linalg.Solve(even - odd, even + odd);
        for (int i = 0; i < squarings; i++) result = result.MatMul(result);
        return Tensor.Where(finite, result, double.NaN);
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(inputs[0]);

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        // The exponential of [Aᵀ G; 0 Aᵀ] has the derivative as its upper right block.
        Tensor turned = Saved(0).Mt();
        int n = turned.Shape[^1];
        Tensor block = Tensor.Cat(
            [Tensor.Cat([turned, grad], -1), Tensor.Cat([Tensor.ZerosLike(turned), turned], -1)], -2);
        return Linalg.MatrixExp(block).Narrow(-2, 0, n).Narrow(-1, n, n);
    }
}
