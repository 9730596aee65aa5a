namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The p-norm of all elements: (Σ |x|ᵖ)^(1/p). p = 2 gives the Euclidean length, 1 the sum of magnitudes, ±infinity the largest or
    /// smallest magnitude, 0 the number of nonzero elements. 0 for an empty tensor.
    /// </summary>
    /// <param name="p">The order of the norm.</param>
    /// <returns>A zero-dimensional tensor.</returns>
    /// <exception cref="DTypeException">The tensor holds integers or bools.</exception>
    public Tensor Norm(double p = 2) => Norm(p, []);

    /// <summary>The p-norm over one dimension.</summary>
    /// <inheritdoc cref="Norm(double, ReadOnlySpan{int}, bool)"/>
    /// <param name="p">The order of the norm.</param>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    public Tensor Norm(double p, int dim, bool keepDim = false) => Norm(p, [dim], keepDim);

    /// <summary>
    /// The p-norm over dimensions; if none are given, over all. Gradient: grad · sign(x) · (|x| / norm)ᵖ⁻¹; 0 where the norm is 0;
    /// for p = ±infinity, shared evenly among ties.
    /// </summary>
    /// <param name="p">The order of the norm.</param>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <returns>The reduced tensor.</returns>
    /// <exception cref="DTypeException">The tensor holds integers or bools.</exception>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor Norm(double p, ReadOnlySpan<int> dims, bool keepDim = false)
    {
        if (!DType.IsFloating())
            throw new DTypeException($"norm: the norm of {DType.Text()} is not defined; convert with To(DType.Float32) first");

        bool[] reduced = Dims.Mark("norm", Shape, dims);
        return Dims.Finish(new NormOp(p, reduced).Apply(this), reduced, keepDim);
    }

    /// <inheritdoc cref="Norm(double)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="p">The order of the norm.</param>
    public static Tensor Norm(Tensor input, double p = 2) => input.NotNull().Norm(p);

    /// <inheritdoc cref="Norm(double, int, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="p">The order of the norm.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public static Tensor Norm(Tensor input, double p, int dim, bool keepDim = false) => input.NotNull().Norm(p, dim, keepDim);

    /// <inheritdoc cref="Norm(double, ReadOnlySpan{int}, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="p">The order of the norm.</param>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    public static Tensor Norm(Tensor input, double p, ReadOnlySpan<int> dims, bool keepDim = false) =>
        input.NotNull().Norm(p, dims, keepDim);
}

internal sealed class NormOp(double p, bool[] reduced) : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => Dims.Keep(inputs[0], reduced);

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
    {
        Tensor x = inputs[0];
        if (x.Numel == 0) return Tensor.Zeros(spec.Shape, spec.DType, device: inputs[0].Device);
        return p switch
        {
            0 => Sum(x.Ne(0).To(spec.DType)),
            1 => Sum(x.Abs()),
            2 => Root(x, Sum(x.Square())),
            double.PositiveInfinity => new AmaxOp(reduced).Apply(x.Abs()),
            double.NegativeInfinity => new AminOp(reduced).Apply(x.Abs()),
            _ => Root(x, Sum(x.Abs().Pow(p))),
        };
    }

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(output);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor x = Saved(0), norm = Saved(1);
        if (p == 0) return x.ZerosLike();
        if (p == 1) return x.Sign() * grad;
        if (double.IsInfinity(p))
        {
            Tensor ties = x.Abs().Eq(norm).To(grad.DType);
            return x.Sign() * ties * (grad / Sum(ties).Clamp(min: 1)); // nothing equals a NaN norm
        }

        // Where the norm is 0 its gradient is defined as 0; the divisor is replaced by 1 there, so that no gradient of the quotient is NaN.
        Tensor zero = norm.Eq(0), safe = norm.MaskedFill(zero, 1);
        // x / norm first: it is at most 1, where grad / norm leaves the range of float32 for a large or a small norm.
        if (p == 2) return x / safe * grad.MaskedFill(zero, 0);
        Tensor none = x.Eq(0), size = x.Abs().MaskedFill(none, 1);
        // Divided before the power: either power alone may overflow or underflow.
        return (x.Sign() * (size / safe).Pow(p - 1)).MaskedFill(none, 0) * grad.MaskedFill(zero, 0);
    }

    /// <summary>
    /// The root of a sum of powers. Where the sum left the dtype's range, it is computed again from x divided by its largest magnitude
    /// (smallest, for a negative p), and the root multiplied by it.
    /// </summary>
    private Tensor Root(Tensor x, Tensor sum)
    {
        Tensor plain = Root(sum);
        if (!Scaling.IsLost(sum)) return plain;
        Tensor factor = p > 0 ? Scaling.Largest(x, reduced) : Scaling.Smallest(x, reduced), part = x / factor;
        Tensor scaled = Root(Sum(p == 2 ? part.Square() : part.Abs().Pow(p))) * factor;
        return Tensor.Where(Scaling.Lost(sum), scaled, plain);
    }

    private Tensor Root(Tensor sum) => p == 2 ? sum.Sqrt() : sum.Pow(1 / p);

    private Tensor Sum(Tensor x) => new SumOp(reduced).Apply(x);
}
