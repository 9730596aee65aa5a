using System.Numerics;

namespace Autograd.Devices;

/// <summary>An operation on whole rows along one dimension, each by itself: softmax and its like.</summary>
public interface IRowKernel
{
    /// <summary>Computes the row y from the row x, of equal length, at least one element.</summary>
    void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>;
}
