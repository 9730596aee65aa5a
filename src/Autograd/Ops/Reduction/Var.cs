namespace Autograd;

public partial class Tensor
{
    /// <summary>The variance of all elements: Σ(x − mean)² / (n − correction). Gradient: grad · 2(x − mean) / (n − correction).</summary>
    /// <param name="correction">1 for the unbiased estimate (NaN for a single value), 0 for the biased one.</param>
    /// <returns>A zero-dimensional tensor.</returns>
    /// <exception cref="DTypeException">The tensor holds integers or bools.</exception>
    public Tensor Var(double correction = 1) => Var([], correction);

    /// <summary>The variance over one dimension.</summary>
    /// <inheritdoc cref="Var(ReadOnlySpan{int}, double, bool)"/>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="correction">1 for the unbiased estimate (NaN for a single value), 0 for the biased one.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    public Tensor Var(int dim, double correction = 1, bool keepDim = false) => Var([dim], correction, keepDim);

    /// <summary>The variance over dimensions; if none are given, over all.</summary>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="correction">1 for the unbiased estimate (NaN for a single value), 0 for the biased one.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <returns>The reduced tensor.</returns>
    /// <exception cref="DTypeException">The tensor holds integers or bools.</exception>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor Var(ReadOnlySpan<int> dims, double correction = 1, bool keepDim = false)
    {
        if (!DType.IsFloating())
            throw new DTypeException($"var: the variance of {DType.Text()} is not defined; convert with To(DType.Float32) first");

        bool[] reduced = Dims.Mark("var", Shape, dims);
        return Dims.Finish(new VarOp(reduced, correction).Apply(this), reduced, keepDim);
    }

    /// <inheritdoc cref="Var(double)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="correction">1 for the unbiased estimate (NaN for a single value), 0 for the biased one.</param>
    public static Tensor Var(Tensor input, double correction = 1) => input.NotNull().Var(correction);

    /// <inheritdoc cref="Var(int, double, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="correction">1 for the unbiased estimate (NaN for a single value), 0 for the biased one.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public static Tensor Var(Tensor input, int dim, double correction = 1, bool keepDim = false) =>
        input.NotNull().Var(dim, correction, keepDim);

    /// <inheritdoc cref="Var(ReadOnlySpan{int}, double, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="correction">1 for the unbiased estimate (NaN for a single value), 0 for the biased one.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    public static Tensor Var(Tensor input, ReadOnlySpan<int> dims, double correction = 1, bool keepDim = false) =>
        input.NotNull().Var(dims, correction, keepDim);
}

/// <remarks>
/// A separate operation, because the path through the mean would add nothing to the first gradient except NaN where a value is infinite.
/// </remarks>
internal sealed class VarOp(bool[] reduced, double correction) : Op
{
    /// <summary>The variance, with the reduced dimensions kept with size 1.</summary>
    public static Tensor Of(Tensor x, bool[] reduced, double correction) =>
        new SumOp(reduced).Apply(Centred(x, reduced).Square()) / Freedom(x.Shape, reduced, correction);

    /// <summary>
    /// The root of the variance. Where the variance is outside the dtype's range, x is divided by its largest magnitude first and the root
    /// multiplied by it.
    /// </summary>
    public static Tensor RootOf(Tensor x, bool[] reduced, double correction)
    {
        Tensor variance = Of(x, reduced, correction), plain = variance.Sqrt();
        if (x.Numel == 0 || !Scaling.IsLost(variance)) return plain;
        Tensor factor = Scaling.Largest(Centred(x, reduced), reduced);
        return Tensor.Where(Scaling.Lost(variance), Of(x / factor, reduced, correction).Sqrt() * factor, plain);
    }

    /// <summary>The gradient, in operations that can be differentiated again.</summary>
    public static Tensor Gradient(Tensor x, Tensor grad, bool[] reduced, double correction) =>
        Centred(x, reduced) * (grad * (2 / Freedom(x.Shape, reduced, correction)));

    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => Dims.Keep(inputs[0], reduced);

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) => Of(inputs[0], reduced, correction);

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(inputs[0]);

    protected internal override Tensor Vjp(int input, Tensor grad) => Gradient(Saved(0), grad, reduced, correction);

    /// <summary>x minus its mean.</summary>
    public static Tensor Centred(Tensor x, bool[] reduced)
    {
        int count = Dims.Count(x.Shape, reduced);
        Tensor mean = new SumOp(reduced).Apply(x) / count;
        // A sum may overflow where the mean does not.
        return x - (Scaling.AreFinite(mean) ? mean : new SumOp(reduced).Apply(x / count));
    }

    public static double Freedom(Shape shape, bool[] reduced, double correction) => Math.Max(0, Dims.Count(shape, reduced) - correction);
}
