using System.Numerics;

namespace Autograd.Devices;

/// <summary>An operation on whole rows along one dimension, each by itself: softmax and its like.</summary>
public interface IRowKernel
{
    /// <summary>Computes the row y from the row x, of equal length, at least one element.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">The row to read.</param>
    /// <param name="y">The row to write.</param>
    void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>;
}
