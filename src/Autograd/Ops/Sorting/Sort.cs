using System.Numerics;
using Autograd.Devices;
using Autograd.Numerics;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The elements along a dimension in sorted order, and their original indices. NaN counts as the largest. Gradient: each returns to the
    /// original index.
    /// </summary>
    /// <remarks>Equal elements keep their order (PyTorch's stable sort), whether ascending or descending.</remarks>
    /// <param name="dim">The dimension to sort along.</param>
    /// <param name="descending">True puts the largest first.</param>
    /// <returns>The values, and their int64 indices.</returns>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public (Tensor Values, Tensor Indices) Sort(int dim = -1, bool descending = false) => new SortOp(descending).Along(this, dim);

    /// <summary>The int64 indices that would sort a dimension: see <see cref="Sort(int, bool)"/>. No gradient.</summary>
    /// <inheritdoc cref="Sort(int, bool)"/>
    /// <returns>The indices.</returns>
    public Tensor ArgSort(int dim = -1, bool descending = false) => Detach().Sort(dim, descending).Indices;

    /// <inheritdoc cref="Sort(int, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension to sort along.</param>
    /// <param name="descending">True puts the largest first.</param>
    public static (Tensor Values, Tensor Indices) Sort(Tensor input, int dim = -1, bool descending = false) =>
        input.NotNull().Sort(dim, descending);

    /// <inheritdoc cref="ArgSort(int, bool)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension to sort along.</param>
    /// <param name="descending">True puts the largest first.</param>
    public static Tensor ArgSort(Tensor input, int dim = -1, bool descending = false) => input.NotNull().ArgSort(dim, descending);
}

internal sealed class SortOp(bool descending) : IndexedRowOp<SortOp.Kernel>(new Kernel(descending))
{
    internal readonly struct Kernel(bool descending) : IIndexedRowKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> values, Span<long> indices)
            where T : unmanaged, INumber<T>
            => Ranking.First(x, descending, values, indices);
    }
}
