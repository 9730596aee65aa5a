using System.Numerics;

namespace Autograd.Devices;

/// <summary>As <see cref="IRowKernel"/>, with two rows to read: the fused gradients of softmax and log-softmax.</summary>
public interface IRowPairKernel
{
    /// <summary>Computes the row y from the rows a and b, all of equal length, at least one element.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="a">The first row to read.</param>
    /// <param name="b">The second row to read.</param>
    /// <param name="y">The row to write.</param>
    void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>;
}
