using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The product of all elements; int64 for integers and bools, 1 for an empty tensor. Gradient: grad times the product of the others,
    /// exact with any number of zeros.
    /// </summary>
    /// <returns>A zero-dimensional tensor.</returns>
    public Tensor Prod() => Prod([]);

    /// <summary>The product over one dimension.</summary>
    /// <inheritdoc cref="Prod(ReadOnlySpan{int}, bool, DType?)"/>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    /// <param name="dtype">The dtype to convert to first; if null, int64 for integers and bools, and otherwise none.</param>
    public Tensor Prod(int dim, bool keepDim = false, DType? dtype = null) => Prod([dim], keepDim, dtype);

    /// <summary>
    /// The product over dimensions; if none are given, over all. Int64 for integers and bools, 1 over no elements. Gradient: grad times
    /// the product of the others.
    /// </summary>
    /// <param name="dims">The dimensions to multiply over.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dtype">The dtype to convert to first; by default none, but integers and bools give int64.</param>
    /// <returns>The reduced tensor.</returns>
    /// <exception cref="ShapeException">A dimension does not exist or is named twice.</exception>
    public Tensor Prod(ReadOnlySpan<int> dims, bool keepDim = false, DType? dtype = null)
    {
        bool[] reduced = Dims.Mark("prod", Shape, dims);
        Tensor result = new ProdOp(reduced).Apply(To(dtype ?? DType));
        return Dims.Finish(result.To(dtype ?? result.DType), reduced, keepDim);
    }

    /// <inheritdoc cref="Prod()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Prod(Tensor input) => input.NotNull().Prod();

    /// <inheritdoc cref="Prod(int, bool, DType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dtype">The dtype to convert to first; by default none, but integers and bools give int64.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public static Tensor Prod(Tensor input, int dim, bool keepDim = false, DType? dtype = null) =>
        input.NotNull().Prod(dim, keepDim, dtype);

    /// <inheritdoc cref="Prod(ReadOnlySpan{int}, bool, DType?)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions to multiply over.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dtype">The dtype to convert to first; by default none, but integers and bools give int64.</param>
    public static Tensor Prod(Tensor input, ReadOnlySpan<int> dims, bool keepDim = false, DType? dtype = null) =>
        input.NotNull().Prod(dims, keepDim, dtype);
}

/// <remarks>
/// The product of the others is the product of all before times the product of all after: two cumulative products and no division, so
/// zeros need no special case, nor do they in the second gradient.
/// </remarks>
internal sealed class ProdOp(bool[] reduced) : ReduceOp<ProdOp.Kernel>(reduced)
{
    protected override Scalar? Identity => 1;

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(inputs[0]);

    protected internal override Tensor Vjp(int input, Tensor grad) => Saved(0).Numel == 0 ? Saved(0).ZerosLike() : grad * Others(Saved(0));

    protected override DType ResultType(DType input) => input.IsFloating() ? input : DType.Int64;

    private Tensor Others(Tensor x)
    {
        // The reduced dimensions are moved to the end and merged into one.
        int[] order = [.. Enumerable.Range(0, x.Rank).Where(i => !Reduced[i]), .. Enumerable.Range(0, x.Rank).Where(i => Reduced[i])];
        int[] back = new int[order.Length];
        for (int i = 0; i < order.Length; i++) back[order[i]] = i;
        Tensor turned = x.Permute(order), rows = turned.Reshape([-1, Dims.Count(x.Shape, Reduced)]);
        return OthersOfRows(rows).View(turned.Shape).Permute(back);
    }

    /// <summary>For each element, the product of the others in its row.</summary>
    public static Tensor OthersOfRows(Tensor rows)
    {
        Tensor before = Shifted.By(new CumProdOp(reverse: false).Apply(rows), ahead: false, fill: 1);
        Tensor after = Shifted.By(new CumProdOp(reverse: true).Apply(rows), ahead: true, fill: 1);
        return before * after;
    }

    internal readonly struct Kernel : IReduceKernel
    {
        public T Row<T>(ReadOnlySpan<T> x)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            T product = T.One;
            int i = 0;
            if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported && x.Length >= Vector<T>.Count * 2)
            {
                Vector<T> lanes = Vector<T>.One;
                for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) lanes *= new Vector<T>(x[i..]);
                for (int lane = 0; lane < Vector<T>.Count; lane++) product *= lanes[lane];
            }

            for (; i < x.Length; i++) product *= x[i];
            return product;
        }

        public void Accumulate<T>(Span<T> accumulators, ReadOnlySpan<T> x)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => System.Numerics.Tensors.TensorPrimitives.Multiply(accumulators, x, accumulators);

        public T Combine<T>(T a, T b)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => a * b;
    }
}
