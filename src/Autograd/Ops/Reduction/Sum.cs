using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The sum of all elements, as a zero-dimensional tensor; int64 for integers and bools. Gradient: grad to each element.
    /// </summary>
    /// <returns>A zero-dimensional tensor.</returns>
    public Tensor Sum() => Sum([]);

    /// <summary>The sum over one dimension.</summary>
    /// <inheritdoc cref="Sum(ReadOnlySpan{int}, bool, DType?)"/>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    /// <param name="dtype">The dtype to convert to first; if null, int64 for integers and bools, and otherwise none.</param>
    public Tensor Sum(int dim, bool keepDim = false, DType? dtype = null) => Sum([dim], keepDim, dtype);

    /// <summary>
    /// The sum over dimensions; if none are given, over all. Int64 for integers and bools, 0 over no elements. Gradient: grad to each
    /// element.
    /// </summary>
    /// <param name="dims">The dimensions to sum over.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dtype">The dtype to convert to first; by default none, but integers and bools give int64.</param>
    /// <returns>The reduced tensor.</returns>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor Sum(ReadOnlySpan<int> dims, bool keepDim = false, DType? dtype = null)
    {
        bool[] reduced = Dims.Mark("sum", Shape, dims);
        Tensor result = new SumOp(reduced).Apply(To(dtype ?? DType));
        return Dims.Finish(result.To(dtype ?? result.DType), reduced, keepDim);
    }

    /// <inheritdoc cref="Sum()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Sum(Tensor input) => input.NotNull().Sum();

    /// <inheritdoc cref="Sum(int, bool, DType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dtype">The dtype to convert to first; by default none, but integers and bools give int64.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public static Tensor Sum(Tensor input, int dim, bool keepDim = false, DType? dtype = null) => input.NotNull().Sum(dim, keepDim, dtype);

    /// <inheritdoc cref="Sum(ReadOnlySpan{int}, bool, DType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions to sum over.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dtype">The dtype to convert to first; by default none, but integers and bools give int64.</param>
    public static Tensor Sum(Tensor input, ReadOnlySpan<int> dims, bool keepDim = false, DType? dtype = null) =>
        input.NotNull().Sum(dims, keepDim, dtype);
}

internal sealed class SumOp(bool[] reduced) : ReduceOp<SumOp.Kernel>(reduced)
{
    private Shape _from;

    protected override Scalar? Identity => 0;

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => _from = inputs[0].Shape;

    protected internal override Tensor Vjp(int input, Tensor grad) => grad.BroadcastTo(_from);

    protected override DType ResultType(DType input) => input.IsFloating() ? input : DType.Int64;

    internal readonly struct Kernel : IReduceKernel
    {
        public T Row<T>(ReadOnlySpan<T> x)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => SumRows.Pairwise(x);

        public void Accumulate<T>(Span<T> accumulators, ReadOnlySpan<T> x)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Add(accumulators, x, accumulators);

        public T Combine<T>(T a, T b)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => a + b;
    }
}
