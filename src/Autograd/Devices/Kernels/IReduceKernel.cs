using System.Numerics;

namespace Autograd.Devices;

/// <summary>An associative reduction: sum, largest, smallest.</summary>
public interface IReduceKernel
{
    /// <summary>Reduces contiguous elements to one value.</summary>
    /// <typeparam name="T">The element type; bools are passed as the bytes 0 and 1.</typeparam>
    /// <param name="x">The elements, at least one.</param>
    T Row<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;

    /// <summary>Combines one more row with the accumulators, element by element.</summary>
    /// <typeparam name="T">The element type; bools are passed as the bytes 0 and 1.</typeparam>
    /// <param name="accumulators">The partial results, one for each column; updated in place.</param>
    /// <param name="x">The row to add, of equal length.</param>
    void Accumulate<T>(Span<T> accumulators, ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;

    /// <summary>Combines two partial results.</summary>
    /// <typeparam name="T">The element type; bools are passed as the bytes 0 and 1.</typeparam>
    /// <param name="a">The first partial result.</param>
    /// <param name="b">The second partial result.</param>
    T Combine<T>(T a, T b)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}
