using System.Numerics;

namespace Autograd.Devices;

/// <summary>The inner loop of a pointwise operation on floating elements. A value: scalar operands are fields of the struct.</summary>
/// <remarks>The nested type's declaring operation gives the kernel its name, by which another device finds its own form.</remarks>
public interface IUnaryKernel
{
    /// <summary>Computes y from x, element by element. The spans have equal length, and are the same memory or do not overlap.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">The elements of the operand.</param>
    /// <param name="y">Where the results are written.</param>
    void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>;
}
