namespace Autograd;

/// <summary>What a normalisation measured, one number a group.</summary>
internal sealed class NormStatistics(int groups, DType dtype, double eps)
{
    public Tensor Mean { get; } = Tensor.Zeros([groups], dtype);

    /// <summary>Biased: divided by the number of values.</summary>
    public Tensor Variance { get; } = Tensor.Zeros([groups], dtype);

    /// <summary>Added to the variance.</summary>
    public double Eps { get; } = eps;
}
