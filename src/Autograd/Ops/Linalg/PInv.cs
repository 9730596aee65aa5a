namespace Autograd;

public static partial class Linalg
{
    /// <summary>
    /// The Moore–Penrose inverse of each matrix. Singular values up to max(atol, rtol · the largest) count as zero. Gradient: that of
    /// matrices of constant rank (Golub and Pereyra, 1973).
    /// </summary>
    /// <param name="input">[…, m, n], floating.</param>
    /// <param name="atol">The absolute tolerance; 0 if null.</param>
    /// <param name="rtol">
    /// The relative tolerance; if null, 0 where atol is given and positive, otherwise max(m, n) times the machine epsilon.
    /// </param>
    /// <returns>A⁺, […, n, m].</returns>
    /// <exception cref="LinalgException">The iteration did not converge: a matrix holds NaN or infinities.</exception>
    /// <exception cref="ShapeException">The input is no matrix.</exception>
    public static Tensor PInv(Tensor input, double? atol = null, double? rtol = null) => new PInvOp(atol, rtol).Apply(input);

    /// <summary>The tolerance under which singular values of such matrices count as zero, for each matrix.</summary>
    internal static Tensor Tolerance(TensorSpec x, Tensor values, double? atol, double? rtol)
    {
        double epsilon = x.DType == DType.Float64 ? double.BitIncrement(1) - 1 : float.BitIncrement(1) - 1;
        double relative = rtol ?? (atol > 0 ? 0 : epsilon * Math.Max(x.Shape[^1], x.Shape[^2]));
        Tensor largest = values.Shape[^1] == 0 ? values.Sum(-1, keepDim: true) : values.Narrow(-1, 0, 1);
        return (largest * relative).Clamp(min: atol ?? 0);
    }
}

public partial class Tensor
{
    /// <summary>The Moore–Penrose inverse: see <see cref="Linalg.PInv"/>.</summary>
    /// <param name="rcond">The relative tolerance.</param>
    /// <returns>A⁺, […, n, m].</returns>
    /// <exception cref="ShapeException">The input is no matrix.</exception>
    public Tensor PInverse(double rcond = 1e-15) => Linalg.PInv(this, 0, rcond);

    /// <inheritdoc cref="PInverse(double)"/>
    /// <param name="input">[…, m, n], floating.</param>
    /// <param name="rcond">The relative tolerance.</param>
    public static Tensor PInverse(Tensor input, double rcond = 1e-15) => input.NotNull().PInverse(rcond);
}

/// <summary>Outputs: the inverse, and the singular values, which <see cref="Linalg.LstSq"/> reports and which take no gradient.</summary>
internal sealed class PInvOp(double? atol, double? rtol) : MultiOp
{
    public override string Name => "linalg.pinv";

    protected override bool IsDifferentiable(int output) => output == 0;

    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        TensorSpec x = MatrixArguments.Matrix(Name, inputs[0]);
        (int m, int n) = (x.Shape[^2], x.Shape[^1]);
        return [MatrixArguments.Like(x, n, m), MatrixArguments.Like(x, Math.Min(m, n))];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        (Tensor u, Tensor s, Tensor vt) = Linalg.Svd(inputs[0], fullMatrices: false);
        Tensor keep = s > Linalg.Tolerance(inputs[0].Spec, s, atol, rtol);
        Tensor inverse = Tensor.Where(keep, 1 / Tensor.Where(keep, s, 1), 0);
        return [(vt.Mt() * inverse.Unsqueeze(-2)).MatMul(u.Mt()), s];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Save(inputs[0]);
        Save(outputs[0]);
    }

    protected internal override void VjpAll(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        // −Pᵀ·G·Pᵀ, and the parts that the null spaces of A and of Aᵀ add: (I − A·P)·Gᵀ·P·Pᵀ and Pᵀ·P·Gᵀ·(I − P·A).
        Tensor a = Saved(0), p = Saved(1), pt = p.Mt(), grad = grads[0]!, turned = grad.Mt();
        Tensor left = turned.MatMul(p).MatMul(pt), right = pt.MatMul(p).MatMul(turned);
        results[0] = left - a.MatMul(p).MatMul(left) + right - right.MatMul(p).MatMul(a) - pt.MatMul(grad).MatMul(pt);
    }
}
