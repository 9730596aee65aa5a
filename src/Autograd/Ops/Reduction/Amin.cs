using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The smallest element over dimensions; if none are given, over all. NaN if any is NaN. Gradient: shared evenly among ties; NaN where
    /// the result is NaN.
    /// </summary>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <returns>The reduced tensor.</returns>
    /// <exception cref="ShapeException">A dimension does not exist, is named twice, or is empty.</exception>
    public Tensor Amin(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        bool[] reduced = Dims.Mark("amin", Shape, dims);
        return Dims.Finish(new AminOp(reduced).Apply(this), reduced, keepDim);
    }

    /// <inheritdoc cref="Amin(ReadOnlySpan{int}, bool)"/>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    public Tensor Amin(int dim, bool keepDim = false) => Amin([dim], keepDim);

    /// <inheritdoc cref="Amin(ReadOnlySpan{int}, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The dimensions to reduce.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    public static Tensor Amin(Tensor input, ReadOnlySpan<int> dims, bool keepDim = false) => input.NotNull().Amin(dims, keepDim);

    /// <inheritdoc cref="Amin(int, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="keepDim">True keeps them with size 1.</param>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    public static Tensor Amin(Tensor input, int dim, bool keepDim = false) => input.NotNull().Amin(dim, keepDim);
}

internal sealed class AminOp(bool[] reduced) : ReduceOp<AminOp.Kernel>(reduced)
{
    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(output);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor ties = Saved(0).Eq(Saved(1)).To(grad.DType);
        return ties * (grad / new SumOp(Reduced).Apply(ties));
    }

    internal readonly struct Kernel : IReduceKernel
    {
        public T Row<T>(ReadOnlySpan<T> x)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => ExtremeRows.Min(x);

        public void Accumulate<T>(Span<T> accumulators, ReadOnlySpan<T> x)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => TensorPrimitives.Min(accumulators, x, accumulators);

        public T Combine<T>(T a, T b)
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => T.Min(a, b);
    }
}
