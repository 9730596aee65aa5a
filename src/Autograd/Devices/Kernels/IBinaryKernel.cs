using System.Numerics;

namespace Autograd.Devices;

/// <summary>The inner loop of a pointwise operation on two floating operands.</summary>
public interface IBinaryKernel
{
    /// <summary>Computes y from a and b, element by element. The spans have equal length; y may be the same memory as a or b.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="a">The elements of the first operand.</param>
    /// <param name="b">The elements of the second operand.</param>
    /// <param name="y">Where the results are written.</param>
    void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>;
}
