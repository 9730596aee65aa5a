using System.Numerics;

namespace Autograd.Devices;

/// <summary>Picks elements out of a row and says where each was: sort, top-k, running extremes.</summary>
public interface IIndexedRowKernel
{
    /// <summary>Writes the elements that were picked, and where each was in the row.</summary>
    /// <typeparam name="T">The element type; bools are passed as the bytes 0 and 1.</typeparam>
    /// <param name="x">The row to pick from.</param>
    /// <param name="values">Receives the elements that were picked; for the k largest, k of them.</param>
    /// <param name="indices">Receives the index in <paramref name="x"/> of each; as long as <paramref name="values"/>.</param>
    void Invoke<T>(ReadOnlySpan<T> x, Span<T> values, Span<long> indices)
        where T : unmanaged, INumber<T>;
}
