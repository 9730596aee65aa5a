using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The middle one of all elements in order, the lower of two; NaN if one is NaN, or of nothing. Gradient: shared evenly among all that
    /// equal it.
    /// </summary>
    public Tensor Median() => new MedianOp().Apply(this);

    /// <summary>
    /// The middle one along a dimension, the lower of two, and where it is; NaN if one is NaN. Gradient: to that element.
    /// </summary>
    /// <param name="dim">The dimension to reduce.</param>
    /// <param name="keepDim">True leaves it as size 1.</param>
    /// <returns>The values, and their int64 indices; of equal elements that which stands in the middle.</returns>
    /// <exception cref="ShapeException">The dimension does not exist or is empty.</exception>
    public (Tensor Values, Tensor Indices) Median(int dim, bool keepDim = false)
    {
        (Tensor values, Tensor indices) = new MedianAlongOp().Along(this, dim);
        return keepDim || Rank == 0 ? (values, indices) : (values.Squeeze(dim).AsResult(), indices.Squeeze(dim).AsResult());
    }
}

internal sealed class MedianAlongOp : IndexedRowOp<MedianAlongOp.Kernel>
{
    public override string Name => "median";

    protected override int Count(Shape shape, int length) =>
        length > 0 ? 1 : throw new ShapeException($"median: the dimension has no elements, shape {shape}, and the median of nothing is undefined");

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
            long[] places = new long[middle];
            Ranking.First(x, descending: false, sorted, places);
            values[0] = sorted[^1];
            indices[0] = places[^1];
        }
    }
}

internal sealed class MedianOp : Op
{
    protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) =>
        inputs[0].Shape.Numel > 0 || inputs[0].DType.IsFloating()
            ? inputs[0] with { Shape = [] }
            : throw new ShapeException($"median: the {inputs[0].DType.Text()} tensor of shape {inputs[0].Shape} has no elements, and the median of nothing is not an integer");

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
