using System.Numerics;

namespace Autograd.Devices;

/// <summary>An associative reduction: sum, largest, smallest.</summary>
public interface IReduceKernel
{
    /// <summary>The reduction of one run of elements, at least one.</summary>
    T Row<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;

    /// <summary>Joins a further row into the accumulators, element by element.</summary>
    void Accumulate<T>(Span<T> accumulators, ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;

    /// <summary>Joins two partial results.</summary>
    T Combine<T>(T a, T b)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}
