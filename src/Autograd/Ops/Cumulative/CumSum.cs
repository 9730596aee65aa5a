using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The cumulative sum along a dimension: each element plus all before it; int64 for integers and bools. Gradient: the cumulative sum of
    /// grad from the end.
    /// </summary>
    /// <param name="dim">The dimension to sum along.</param>
    /// <param name="dtype">The dtype to convert to first; by default, none.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public Tensor CumSum(int dim, DType? dtype = null)
    {
        Tensor result = RowsAlong.Apply(new CumSumOp(reverse: false), To(dtype ?? DType), dim);
        return result.To(dtype ?? result.DType);
    }

    /// <inheritdoc cref="CumSum(int, DType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension to sum along.</param>
    /// <param name="dtype">The dtype to convert to first; by default, none.</param>
    public static Tensor CumSum(Tensor input, int dim, DType? dtype = null) => input.NotNull().CumSum(dim, dtype);
}

internal sealed class CumSumOp(bool reverse) : ScanOp<CumSumOp.Kernel>(new Kernel(reverse))
{
    public override string Name => "cumsum";

    protected internal override Tensor Vjp(int input, Tensor grad) => new CumSumOp(!Arguments.Reverse).Apply(grad);

    internal readonly struct Kernel(bool reverse) : IScanKernel
    {
        public bool Reverse { get; } = reverse;

        public T Next<T>(T total, T x)
            where T : unmanaged, INumber<T>
            => total + x;
    }
}
