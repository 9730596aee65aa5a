using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The median of all elements, the lower of the two middle ones; NaN if any is NaN or there are none. Gradient: shared evenly among the
    /// elements that equal it.
    /// </summary>
    /// <returns>A zero-dimensional tensor.</returns>
    public Tensor Median() => new MedianOp().Apply(this);

    /// <summary>
    /// The median along a dimension, the lower of the two middle elements, and its index; NaN if any is NaN. Gradient: to that element.
    /// </summary>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    /// <returns>
    /// The values, and their int64 indices; among equal elements, the index of the one in the middle of the sorted order.
    /// </returns>
    /// <exception cref="ShapeException">The dimension does not exist or is empty.</exception>
    public (Tensor Values, Tensor Indices) Median(int dim, bool keepDim = false)
    {
        (Tensor values, Tensor indices) = new MedianAlongOp().Along(this, dim);
        return keepDim || Rank == 0 ? (values, indices) : (values.Squeeze(dim).AsResult(), indices.Squeeze(dim).AsResult());
    }

    /// <inheritdoc cref="Median()"/>
    /// <param name="input">The tensor.</param>
    public static Tensor Median(Tensor input) => input.NotNull().Median();

    /// <inheritdoc cref="Median(int, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True keeps it with size 1.</param>
    public static (Tensor Values, Tensor Indices) Median(Tensor input, int dim, bool keepDim = false) =>
        input.NotNull().Median(dim, keepDim);
}

internal sealed class MedianAlongOp : IndexedRowOp<MedianAlongOp.Kernel>
{
    public override string Name => "median";

    protected override int Count(Shape shape, int length) =>
        length > 0
            ? 1
            : throw new ShapeException(
                $"median: shape {shape} has no elements along the dimension to reduce, and the median of no elements is undefined");

    internal readonly struct Kernel : IIndexedRowKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> values, Span<long> indices)
            where T : unmanaged, INumber<T>
        {
            for (int i = 0; i < x.Length; i++)
            {
                if (!T.IsNaN(x[i])) continue;
                (values[0], indices[0]) = (x[i], i);
                return;
            }

            int middle = (x.Length + 1) / 2;
            T[] sorted = new T[middle];
            long[] order = new long[middle];
            Ranking.First(x, descending: false, sorted, order);
            values[0] = sorted[^1];
            indices[0] = order[^1];
        }
    }
}

internal sealed class MedianOp : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) =>
        inputs[0].Shape.Numel > 0 || inputs[0].DType.IsFloating()
            ? inputs[0] with { Shape = [] }
            : throw new ShapeException(
                $"median: the {inputs[0].DType.Text()} tensor of shape {inputs[0].Shape} has no elements, " +
                "and the median of no elements, NaN, is not an integer");

    protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) =>
        inputs[0].Numel == 0 ? Tensor.Full([], double.NaN, spec.DType, device: inputs[0].Device) : inputs[0].Reshape(-1).Median(0).Values;

    protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output)
    {
        Save(inputs[0]);
        Save(output);
    }

    protected internal override Tensor Vjp(int input, Tensor grad)
    {
        Tensor x = Saved(0), y = Saved(1), ties = (x.Eq(y) | (x.IsNaN() & y.IsNaN())).To(grad.DType);
        return ties * (grad / ties.Sum());
    }
}
