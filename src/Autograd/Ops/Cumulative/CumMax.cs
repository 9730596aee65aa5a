using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>The cumulative maximum along a dimension, and its index. Gradient: to the element that each value comes from.</summary>
    /// <param name="dim">The dimension to scan along.</param>
    /// <returns>The values, and the int64 index of the last largest element so far; a NaN counts as the largest from there on.</returns>
    /// <exception cref="ShapeException">The dimension does not exist.</exception>
    public (Tensor Values, Tensor Indices) CumMax(int dim) => new CumMaxOp().Along(this, dim);

    /// <inheritdoc cref="CumMax(int)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The dimension to scan along.</param>
    public static (Tensor Values, Tensor Indices) CumMax(Tensor input, int dim) => input.NotNull().CumMax(dim);
}

internal sealed class CumMaxOp : IndexedRowOp<CumMaxOp.Kernel>
{
    public override string Name => "cummax";

    internal readonly struct Kernel : IIndexedRowKernel
    {
        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> values, Span<long> indices)
            where T : unmanaged, INumber<T>
        {
            T best = x[0];
            int at = 0;
            for (int i = 0; i < x.Length; i++)
            {
                if (T.IsNaN(x[i]) || x[i] >= best) (best, at) = (x[i], i);
                (values[i], indices[i]) = (best, at);
            }
        }
    }
}
