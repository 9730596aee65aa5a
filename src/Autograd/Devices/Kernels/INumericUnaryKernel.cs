using System.Numerics;

namespace Autograd.Devices;

/// <summary>As <see cref="IUnaryKernel"/>, for operations that integers have too.</summary>
public interface INumericUnaryKernel
{
    /// <summary>Computes y from x, element by element. The spans have equal length, and are the same memory or do not overlap.</summary>
    /// <typeparam name="T">The element type; bools are passed as the bytes 0 and 1.</typeparam>
    /// <param name="x">The elements of the operand.</param>
    /// <param name="y">Where the results are written.</param>
    void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}
