using System.Numerics;

namespace Autograd.Devices;

/// <summary>Picks elements out of a row and says where each was: sort, top-k, running extremes.</summary>
public interface IIndexedRowKernel
{
    /// <summary>Fills the values and, of the same length, their places in x.</summary>
    void Invoke<T>(ReadOnlySpan<T> x, Span<T> values, Span<long> indices)
        where T : unmanaged, INumber<T>;
}
