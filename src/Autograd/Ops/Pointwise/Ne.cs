using System.Numerics;
using Autograd.Devices;

namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Not equal to another tensor (a != b), element by element, broadcast; true if either is NaN. A bool tensor, without gradient.
    /// </summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the broadcast shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    public Tensor Ne(Tensor other) => new NeOp().Apply(this, other.NotNull());

    /// <summary>Not equal to a number, element by element. A bool tensor, without gradient.</summary>
    /// <param name="other">The other operand.</param>
    /// <returns>A tensor of the same shape.</returns>
    public Tensor Ne(Scalar other) => new NeOp().Apply(this, other);

    /// <inheritdoc cref="Ne(Tensor)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Ne(Tensor input, Tensor other) => input.NotNull().Ne(other);

    /// <inheritdoc cref="Ne(Scalar)"/>
    /// <param name="input">The tensor.</param>
    /// <param name="other">The other operand.</param>
    public static Tensor Ne(Tensor input, Scalar other) => input.NotNull().Ne(other);
}

internal sealed class NeOp : CompareOp<NeOp.Kernel>
{
    internal readonly struct Kernel : ICompareKernel
    {
        public bool Test<T>(T a, T b)
            where T : unmanaged, INumber<T>
            => a != b;
    }
}
