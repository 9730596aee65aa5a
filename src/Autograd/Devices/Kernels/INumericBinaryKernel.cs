using System.Numerics;

namespace Autograd.Devices;

/// <summary>As <see cref="IBinaryKernel"/>, for operations that integers have too.</summary>
public interface INumericBinaryKernel
{
    /// <summary>Computes y from a and b, element by element. The spans have equal length; y may be the same memory as a or b.</summary>
    void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}
