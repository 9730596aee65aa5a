using System.Numerics;

namespace Autograd.Devices;

/// <summary>The inner loop of a pointwise operation on two floating operands.</summary>
public interface IBinaryKernel
{
    /// <summary>Computes y from a and b, element by element. The spans have equal length; y may be the same memory as a or b.</summary>
    void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>;
}
