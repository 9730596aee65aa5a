using System.Numerics;

namespace Autograd.Devices;

/// <summary>As <see cref="IBinaryKernel"/>, for operations that integers have too.</summary>
public interface INumericBinaryKernel
{
    /// <summary>Computes y from a and b, element by element. The spans have equal length; y may be the same memory as a or b.</summary>
    /// <typeparam name="T">The element type; bools are passed as the bytes 0 and 1.</typeparam>
    /// <param name="a">The elements of the first operand.</param>
    /// <param name="b">The elements of the second operand.</param>
    /// <param name="y">Where the results are written.</param>
    void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}
