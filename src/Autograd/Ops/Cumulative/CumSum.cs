using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The running sum along a dimension: each element and all before it; of integers and bools, int64. Gradient: the running sum of grad from the end.</summary>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public Tensor CumSum(int dim) => RowsAlong.Apply(new CumSumOp(reverse: false), this, dim);
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
