using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The k largest elements along a dimension, the largest first, and their original indices. NaN counts as the largest. Gradient: each
    /// returns to the original index.
    /// </summary>
    /// <remarks>The result is always sorted; among equal elements, the first ones are taken.</remarks>
    /// <param name="k">The number of elements.</param>
    /// <param name="dim">The dimension to select along.</param>
    /// <param name="largest">False gives the k smallest, the smallest first.</param>
    /// <returns>The values, and their int64 indices.</returns>
    /// <exception cref="ShapeException">The dimension does not exist, or has fewer than k elements.</exception>
    public (Tensor Values, Tensor Indices) TopK(int k, int dim = -1, bool largest = true) => new TopKOp(k, largest).Along(this, dim);

    /// <inheritdoc cref="TopK(int, int, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="k">The number of elements.</param>
    /// <param name="dim">The dimension to select along.</param>
    /// <param name="largest">False gives the k smallest, the smallest first.</param>
    public static (Tensor Values, Tensor Indices) TopK(Tensor input, int k, int dim = -1, bool largest = true) =>
        input.NotNull().TopK(k, dim, largest);
}

internal sealed class TopKOp(int k, bool largest) : IndexedRowOp<TopKOp.Kernel>(new Kernel(largest))
{
    public override string Name => "topk";

    protected override int Count(Shape shape, int length) =>
        k >= 0 && k <= length
            ? k
            : throw new ShapeException($"topk: k = {k} is out of range for a dimension of {length} elements (0 to {length} are valid)");

    internal readonly struct Kernel(bool largest) : IIndexedRowKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> values, Span<long> indices)
            where T : unmanaged, INumber<T>
            => Ranking.First(x, largest, values, indices);
    }
}
