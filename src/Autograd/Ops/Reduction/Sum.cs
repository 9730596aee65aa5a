using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The sum of all elements, as a zero-dimensional tensor; of integers and bools, int64. Gradient: grad to each element.
    /// </summary>
    public Tensor Sum() => Sum([]);

    /// <summary>The sum over one dimension.</summary>
    /// <inheritdoc cref="Sum(ReadOnlySpan{int}, bool, DType?)"/>
    public Tensor Sum(int dim, bool keepDim = false, DType? dtype = null) => Sum([dim], keepDim, dtype);

    /// <summary>
    /// The sum over dimensions; none named means all. Of integers and bools, int64; of nothing, 0. Gradient: grad to each element.
    /// </summary>
    /// <param name="dims">The dimensions to sum over.</param>
    /// <param name="keepDim">True leaves them as size 1.</param>
    /// <param name="dtype">Converts to it first; of integers and bools, int64 if not given.</param>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor Sum(ReadOnlySpan<int> dims, bool keepDim = false, DType? dtype = null)
    {
        bool[] reduced = Dims.Mark("sum", Shape, dims);
        Tensor result = new SumOp(reduced).Apply(To(dtype ?? DType));
        return Dims.Finish(result.To(dtype ?? result.DType), reduced, keepDim);
    }
}

internal sealed class SumOp(bool[] reduced) : ReduceOp<SumOp.Kernel>(reduced)
{
    private Shape _from;

    protected override Scalar? OfNothing => 0;

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => _from = inputs[0].Shape;

    protected internal override Tensor Vjp(int input, Tensor grad) => grad.BroadcastTo(_from);

    protected override DType ResultType(DType input) => input.IsFloating() ? input : DType.Int64;

    internal readonly struct Kernel : IReduceKernel
    {
        /// <summary>
        /// Elements summed straight on; longer runs are halved, which keeps the rounding error growing with the logarithm.
        /// </summary>
        private const int Straight = 1024;

        public T Row<T>(ReadOnlySpan<T> x)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            if (x.Length <= Straight) return SumRows.Sum(x);
            int half = x.Length / 2 / Straight * Straight;
            if (half == 0) half = Straight;
            return Row(x[..half]) + Row(x[half..]);
        }

        public void Accumulate<T>(Span<T> accumulators, ReadOnlySpan<T> x)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Add(accumulators, x, accumulators);

        public T Combine<T>(T a, T b)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => a + b;
    }
}
