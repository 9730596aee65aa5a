using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The cumulative product along a dimension: each element times all before it; int64 for integers and bools.
    /// Gradient: exact with any number of zeros.
    /// </summary>
    /// <param name="dim">The dimension to multiply along.</param>
    /// <param name="dtype">The dtype to convert to first; by default, none.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public Tensor CumProd(int dim, DType? dtype = null)
    {
        Tensor result = RowsAlong.Apply(new CumProdOp(reverse: false), To(dtype ?? DType), dim);
        return result.To(dtype ?? result.DType);
    }

    /// <inheritdoc cref="CumProd(int, DType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension to multiply along.</param>
    /// <param name="dtype">The dtype to convert to first; by default, none.</param>
    public static Tensor CumProd(Tensor input, int dim, DType? dtype = null) => input.NotNull().CumProd(dim, dtype);
}

/// <remarks>
/// yᵢ = xᵢ·yᵢ₋₁, so xᵢ has the gradient λᵢ·yᵢ₋₁ with λᵢ = gradᵢ + xᵢ₊₁·λᵢ₊₁: a recurrence from the end, without a division that would fail
/// at a zero.
/// </remarks>
internal sealed class CumProdOp(bool reverse) : ScanOp<CumProdOp.Kernel>(new Kernel(reverse))
{
    public override string Name => "cumprod";

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(output);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        if (grad.Numel == 0) return grad;
        bool reverse = Arguments.Reverse;
        Tensor next = Shifted.By(Saved(0), ahead: !reverse, fill: 0), before = Shifted.By(Saved(1), ahead: reverse, fill: 1);
        return new LinearScanOp(!reverse).Apply(next, grad) * before;
    }

    internal readonly struct Kernel(bool reverse) : IScanKernel
    {
        public bool Reverse { get; } = reverse;

        public T Next<T>(T total, T x)
            where T : unmanaged, INumber<T>
            => total * x;
    }
}
