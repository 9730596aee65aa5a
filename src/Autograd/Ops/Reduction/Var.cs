namespace Autograd;

public partial class Tensor
{
    /// <summary>The variance of all elements: Σ(x − mean)² / (n − correction). Gradient: grad · 2(x − mean) / (n − correction).</summary>
    /// <param name="correction">1 for the unbiased estimate (then one value gives NaN), 0 for the biased one.</param>
    /// <exception cref="DTypeException">The tensor holds integers or bools.</exception>
    public Tensor Var(double correction = 1) => Var([], correction);

    /// <summary>The variance over dimensions; none named means all.</summary>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="correction">1 for the unbiased estimate (then one value gives NaN), 0 for the biased one.</param>
    /// <param name="keepDim">True leaves them as size 1.</param>
    /// <exception cref="DTypeException">The tensor holds integers or bools.</exception>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor Var(ReadOnlySpan<int> dims, double correction = 1, bool keepDim = false)
    {
        if (!DType.IsFloating()) throw new DTypeException($"var: the variance of {DType.Text()} is not defined; convert with To(DType.Float32) first");
        int count = Dims.Count(Shape, Dims.Mark("var", Shape, dims));
        return (this - Mean(dims, keepDim: true)).Square().Sum(dims, keepDim) / Math.Max(0, count - correction);
    }

    /// <summary>The standard deviation of all elements: the root of <see cref="Var(double)"/>.</summary>
    /// <inheritdoc cref="Var(double)"/>
    public Tensor Std(double correction = 1) => Var(correction).Sqrt();

    /// <summary>The standard deviation over dimensions: the root of the variance.</summary>
    /// <inheritdoc cref="Var(ReadOnlySpan{int}, double, bool)"/>
    public Tensor Std(ReadOnlySpan<int> dims, double correction = 1, bool keepDim = false) => Var(dims, correction, keepDim).Sqrt();
}
